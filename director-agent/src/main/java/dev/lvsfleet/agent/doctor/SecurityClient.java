package dev.lvsfleet.agent.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whether SELinux enforces, and what the agent runs as. Stateless and thread-safe. */
final class SecurityClient {

    private final Path enforce;
    private final Path domain;

    SecurityClient() {
        this(Path.of("/sys/fs/selinux/enforce"), Path.of("/proc/self/attr/current"));
    }

    SecurityClient(Path enforce, Path domain) {
        this.enforce = enforce;
        this.domain = domain;
    }

    Seen<Security> read() {
        if (!Files.exists(enforce)) {
            return new Seen.Known<>(new Security(false, ""));
        }
        try {
            boolean enforcing = text(enforce).equals("1");
            return new Seen.Known<>(new Security(enforcing, enforcing ? text(domain) : ""));
        } catch (IOException e) {
            return new Seen.Unknown<>(
                    "the mode of SELinux could not be read: " + e.getMessage(), "look with getenforce");
        }
    }

    /** The kernel ends a domain with a NUL. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
}
