package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a host hears and says of the protocol, with the kernel's times, while this is open; by tcpdump. */
final class Capture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Process program;

    private Capture(Path file, Process program) {
        this.file = file;
        this.program = program;
    }

    /** Begins, and ends by itself after the limit. */
    static Capture of(Seat seat, Path directory, Duration limit) throws IOException {
        Path file = Files.createTempFile(directory, "capture", ".pcap");
        Process program = seat.namespace.inside(() -> new ProcessBuilder(
                        "timeout",
                        Long.toString(limit.toSeconds()),
                        "tcpdump",
                        "-Z",
                        "root",
                        "-i",
                        "eth0",
                        "-s",
                        "64",
                        "-B",
                        "65536",
                        "-w",
                        file.toString(),
                        "ip proto 112")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
        return new Capture(file, program);
    }

    /** Ends it; what was late in it.
     *
     * @param interval from one advertisement to the next, in nanoseconds */
    Percentiles late(long interval) throws IOException, InterruptedException {
        program.destroy();
        if (!program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("tcpdump does not end");
        }
        Percentiles late = AdvertTimes.late(Files.readAllBytes(file), interval);
        Files.delete(file);
        return late;
    }

    @Override
    public void close() {
        program.destroy();
    }
}
