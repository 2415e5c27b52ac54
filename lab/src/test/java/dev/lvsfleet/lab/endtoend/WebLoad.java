package dev.lvsfleet.lab.endtoend;

import static org.awaitility.Awaitility.await;

import dev.lvsfleet.lab.shell.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code wrk} on the client node, asking all the time until it is told to end, ten minutes at most. Each request has a
 * connection of its own, so that the director decides about each; at most 400 a second, or the client would be out of ports
 * within a minute.
 */
final class WebLoad implements AutoCloseable {

    private final RunningLab lab;
    private final Path log;
    private final long process;

    private WebLoad(RunningLab lab, Path log, long process) {
        this.lab = lab;
        this.log = log;
        this.process = process;
    }

    /** Begins to ask for a page. */
    static WebLoad begin(RunningLab lab, String url) throws IOException, InterruptedException {
        Path directory = lab.lab().home().node("client");
        Path pace = Files.writeString(directory.resolve("pace.lua"), "function delay() return 20 end");
        Path log = Files.writeString(directory.resolve("wrk.log"), "");
        List<String> wrk = List.of(
                "wrk",
                "-t1",
                "-c8",
                "-d600s",
                "--timeout",
                "5s",
                "--latency",
                "-s",
                pace.toString(),
                "-H",
                "Connection: close",
                url);
        return new WebLoad(lab, log, lab.lab().shell("client").start(new Launch(wrk, Map.of(), log)));
    }

    /** Ends the load. Returns what {@code wrk} says of it, latencies and failed requests included. */
    String end() throws IOException, InterruptedException {
        if (runs()) {
            lab.exec("client", "kill", "-INT", Long.toString(process));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !runs());
        return Files.readString(log);
    }

    private boolean runs() {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public void close() {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }
}
