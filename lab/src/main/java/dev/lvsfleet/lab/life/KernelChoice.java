package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.host.LabHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers for the life of a lab whether its directors run on guests' kernels or on this machine's own. */
record KernelChoice(LabHome home) {

    private static final String GUEST = "guest";
    private static final String HOST = "host";

    /** Whether directors are guests; empty when the lab was never made. */
    Optional<Boolean> remembered() throws IOException {
        return Files.exists(file()) ? Optional.of(Files.readString(file()).equals(GUEST)) : Optional.empty();
    }

    void remember(boolean directorIsGuest) throws IOException {
        home.marks();
        Files.writeString(file(), directorIsGuest ? GUEST : HOST);
    }

    private Path file() {
        return home.directory().resolve("marks").resolve("director-kernel");
    }
}
