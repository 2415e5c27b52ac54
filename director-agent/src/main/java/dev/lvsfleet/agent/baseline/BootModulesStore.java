package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps the file that names the modules to load at boot. Source: modules-load.d(5). Used by one thread. */
final class BootModulesStore {

    private static final String MARK = "# Written by the LVS Fleet agent; it writes this file anew.";

    private final AtomicFile file;

    BootModulesStore(Path directory) {
        this.file = new AtomicFile(directory.resolve("lvs-fleet.conf"));
    }

    /** What our file names; nothing when there is none, or one that we did not write. */
    Optional<List<String>> read() throws IOException {
        return file.read()
                .map(content ->
                        new String(content, StandardCharsets.UTF_8).lines().toList())
                .filter(lines -> !lines.isEmpty() && lines.getFirst().equals(MARK))
                .map(lines -> lines.subList(1, lines.size()));
    }

    void write(List<String> modules) throws IOException {
        if (read().isEmpty() && Files.exists(file.path())) {
            throw new IOException(file.path() + " is somebody else's");
        }
        file.write((MARK + "\n" + String.join("\n", modules) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void remove() throws IOException {
        Files.deleteIfExists(file.path());
    }
}
