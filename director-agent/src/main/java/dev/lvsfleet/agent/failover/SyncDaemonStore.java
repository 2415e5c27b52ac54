package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.ConnectionSync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers what the sync daemons are like that this agent has started, so that a later run knows its own. Used by one thread. */
public final class SyncDaemonStore {

    private final AtomicFile file;

    public SyncDaemonStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("sync-daemons"));
    }

    /** Empty when none is ours.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Optional<ConnectionSync> read() throws IOException {
        Optional<String> text = file.read().map(it -> new String(it, StandardCharsets.UTF_8).strip());
        if (text.filter(it -> !it.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        String[] words = text.get().split(" ", 2);
        try {
            return Optional.of(new ConnectionSync(Integer.parseInt(words[0]), words[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file.path() + " is damaged: it has no id and interface", e);
        }
    }

    /** Returns when it would survive a power cut. */
    public void write(Optional<ConnectionSync> ours) throws IOException {
        String text =
                ours.map(it -> it.syncId() + " " + it.networkInterface() + "\n").orElse("");
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
