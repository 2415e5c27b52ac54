package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One endless loop for each processor; each ends after the limit, even when this JVM does not live to see it. */
final class Hog implements AutoCloseable {

    private final List<Process> loops = new ArrayList<>();

    Hog(Duration limit) throws IOException {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            loops.add(new ProcessBuilder(
                            "timeout",
                            "-s",
                            "KILL",
                            Long.toString(limit.toSeconds()),
                            "sh",
                            "-c",
                            "while :; do :; done")
                    .start());
        }
    }

    /** Ends them: SIGTERM, which timeout(1) passes on. */
    @Override
    public void close() {
        loops.forEach(Process::destroy);
    }
}
