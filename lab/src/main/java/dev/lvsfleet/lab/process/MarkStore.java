package dev.lvsfleet.lab.process;

import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers in files which processes were started, for the next command of another JVM. */
public final class MarkStore {

    private final LabHome home;

    public MarkStore(LabHome home) {
        this.home = home;
    }

    void save(ProcessId id, ProcessMark mark) throws IOException {
        Files.writeString(file(id), mark.text());
    }

    void remove(ProcessId id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    Optional<ProcessMark> find(ProcessId id) throws IOException {
        Path file = file(id);
        return Files.exists(file) ? Optional.of(ProcessMark.parse(Files.readString(file))) : Optional.empty();
    }

    private Path file(ProcessId id) {
        return home.marks().resolve(id.node() + "." + id.process() + ".pid");
    }
}
