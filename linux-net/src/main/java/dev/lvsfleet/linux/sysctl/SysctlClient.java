package dev.lvsfleet.linux.sysctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads and writes settings of the kernel; those under {@code net} are of the calling thread's network namespace.
 *
 * <p>Stateless and thread-safe. Writing takes the rights that the kernel asks for, in general root's.
 */
public final class SysctlClient {

    private static final Path PROC_SYS = Path.of("/proc/sys");

    private static final int LONGEST_VALUE = 4096;

    private final Path root;

    public SysctlClient() {
        this(PROC_SYS);
    }

    SysctlClient(Path root) {
        this.root = root;
    }

    /** The value, with one space wherever the kernel puts white space; empty when this kernel has no such setting.
     *
     * @throws IOException when it cannot be read */
    public Optional<String> read(SysctlKey key) throws IOException {
        try (InputStream file = Files.newInputStream(file(key))) {
            // The kernel answers one read, from the beginning; what that does not hold is lost (proc_dointvec).
            byte[] buffer = new byte[LONGEST_VALUE];
            int length = Math.max(0, file.read(buffer));
            String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
            return Optional.of(text.strip().replaceAll("\\s+", " "));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        }
    }

    /** Sets the value.
     *
     * @throws IOException when the kernel refuses it, or has no such setting */
    public void write(SysctlKey key, String value) throws IOException {
        // One write, and never a new file: the kernel takes a value whole or not at all.
        Files.write(file(key), (value + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }

    private Path file(SysctlKey key) {
        Path file = root;
        for (String segment : key.segments()) {
            file = file.resolve(segment);
        }
        return file;
    }
}
