package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One host of a pair, and the virtual router that runs on it. */
final class Seat implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    final PrivateNamespace namespace;
    private final Path directory;
    private final int last;
    private @Nullable Process process;

    Seat(PrivateNamespace namespace, Path directory, int last) {
        this.namespace = namespace;
        this.directory = directory;
        this.last = last;
    }

    /** Starts it, and waits until it follows whoever is Active, if anybody is. */
    void start(Contestant contestant, Pace pace) throws IOException, InterruptedException {
        List<String> command = contestant.command(directory, last, pace);
        Path log = Files.createTempFile(directory, "seat" + last, ".log");
        Process started = namespace.inside(() -> new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        process = started;
        if (!ProcessControl.await(LIMIT, () -> said(log).contains(contestant.follows))) {
            throw new IOException(contestant.title + " does not follow; it said: " + said(log));
        }
    }

    private static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Goes on for that long.
     *
     * @throws IOException when it ended meanwhile */
    void run(Duration duration) throws IOException, InterruptedException {
        if (process != null && process.waitFor(duration)) {
            throw new IOException("the virtual router at ." + last + " ended with exit code " + process.exitValue());
        }
    }

    /** SIGKILL, to all of its processes at once. */
    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Waits until it is gone, and takes away what it left behind. */
    void tidy() {
        if (process != null) {
            process.onExit().join();
            process = null;
        }
        namespace.run("ip", "addr", "flush", "dev", "eth0", "to", "192.0.2.161/32");
    }

    @Override
    public void close() {
        kill();
        namespace.close();
    }
}
