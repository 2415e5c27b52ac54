package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One host of a pair, and the virtual routers that run on it. */
final class Seat implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    final PrivateNamespace namespace;
    private final Path directory;
    private final int last;
    private @Nullable Process process;
    private @Nullable Leash leash;
    private @Nullable Path log;

    Seat(PrivateNamespace namespace, Path directory, int last) {
        this.namespace = namespace;
        this.directory = directory;
        this.last = last;
    }

    /** Starts it, and waits until it follows whoever is Active, if anybody is.
     *
     * @return how long that took */
    Duration start(Contestant contestant, Election election) throws IOException, InterruptedException {
        List<String> command = contestant.program().command(directory, last, election);
        Path file = Files.createTempFile(directory, "seat" + last, ".log");
        log = file;
        long begin = System.nanoTime();
        Process started = namespace.inside(() -> new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start());
        process = started;
        leash = new Leash(started);
        int routers = election.routers().size();
        boolean follows =
                ProcessControl.await(LIMIT, () -> !started.isAlive() || said(contestant.follows()) >= routers);
        if (!follows || !started.isAlive()) {
            String all = Files.readString(file);
            throw new IOException(contestant.title() + " does not follow; the last it said: "
                    + all.substring(Math.max(0, all.length() - 2000)));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** In how many lines it said that, since it was started. */
    long said(String words) {
        if (log == null) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(words)).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Tells one of ours a line. */
    void tell(String line) throws IOException {
        if (process != null) {
            Writer input = process.outputWriter();
            input.write(line + "\n");
            input.flush();
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

    /** The process and those it has started. */
    List<Long> pids() {
        return process == null
                ? List.of()
                : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .map(ProcessHandle::pid)
                        .toList();
    }

    /** SIGTERM, by which it leaves in good order. */
    void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** SIGKILL, to all of its processes at once. */
    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Nothing goes in or out any more. */
    void unplug() {
        namespace.ip("link", "set", "eth0", "down");
    }

    /** Waits until it is gone, and takes away what it left behind. */
    void tidy() {
        awaitEnd();
        namespace.ip("link", "set", "eth0", "up");
        namespace.run("ip", "addr", "flush", "dev", "eth0", "to", "192.0.2.161/32");
    }

    private void awaitEnd() {
        if (process != null) {
            process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            process = null;
        }
        if (leash != null) {
            leash.close();
            leash = null;
        }
    }

    @Override
    public void close() {
        kill();
        try {
            awaitEnd();
        } catch (CompletionException failure) {
            System.err.println("the virtual routers at ." + last + " are still there: " + failure.getMessage());
        }
        namespace.close();
    }
}
