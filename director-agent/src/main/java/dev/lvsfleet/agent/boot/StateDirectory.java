package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.desired.LastGoodStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the agent remembers, and whether it can. A root that went read-only after a disk error must not cost the node its service. */
final class StateDirectory {

    private static final String SETTING = "lvsfleet.agent.state-dir '";

    private final Path path;
    private final Predicate<Path> writable;

    StateDirectory(Path path) {
        this(path, Files::isWritable);
    }

    /** One of which it is said, not seen, whether it can be written to: whoever is root can write whatever the mode is. */
    StateDirectory(Path path, Predicate<Path> writable) {
        this.path = path;
        this.writable = writable;
    }

    /** Makes it when it is not there.
     *
     * @throws InvalidSettingException when it cannot be written to and there is no document in it to boot from either; the message
     *     is one sentence that names the setting */
    Path prepared() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InvalidSettingException(SETTING + path + "' cannot be made: " + e);
        }
        if (!writable.test(path) && !hasDocument()) {
            throw new InvalidSettingException(
                    SETTING + path + "' cannot be written to, and no document is in it that could be served");
        }
        return path;
    }

    private boolean hasDocument() {
        try {
            return !new LastGoodStore(path).candidates().isEmpty();
        } catch (IOException e) {
            throw new InvalidSettingException(SETTING + path + "' cannot be written to, nor its document read: " + e);
        }
    }

    /** What is wrong with it now; empty when nothing is. */
    Optional<String> fault() {
        return writable.test(path)
                ? Optional.empty()
                : Optional.of(SETTING + path
                        + "' cannot be written to: what is in it is served, and nothing new is remembered");
    }
}
