package dev.lvsfleet.lab.server;

import dev.lvsfleet.contract.signature.KeyFiles;
import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.process.ProcessControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The agent's ahead-of-time cache (JEP 514), made by one trial run beside the jar and used until the jar is newer: a
 * guest's system calls are slow, and an agent starts there in half the time with it.
 *
 * @param jar the agent's package as the build left it; a JVM takes the cache only with a jar of that name, size and time
 */
record AheadOfTimeCache(Path jar) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    Path file() {
        return jar.resolveSibling("director-agent.aot");
    }

    /** Makes the cache unless it is there; the trial run reaches no bus and no kernel table of anybody. */
    void make(List<String> flags) throws IOException, InterruptedException {
        if (Files.exists(file()) && Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) >= 0) {
            return;
        }
        Path trial = Files.createTempDirectory("lvs-fleet-trial");
        Path log = trial.resolve("log");
        Path key = Files.writeString(
                trial.resolve("fleet.pub"), KeyFiles.pem(KeyFiles.generate().getPublic()));
        Process agent = new ProcessBuilder(command(flags, trial, key))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean started = ProcessControl.await(LIMIT, () -> !agent.isAlive() || has(log, "started in"));
            agent.destroy();
            if (!started || !agent.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || !Files.exists(file())) {
                throw new LabException("The agent's trial run made no cache; it said: " + Files.readString(log));
            }
        } finally {
            agent.destroyForcibly();
            delete(trial);
        }
    }

    private List<String> command(List<String> flags, Path trial, Path key) {
        List<String> command = new ArrayList<>(flags);
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + file(),
                "-Djava.io.tmpdir=" + trial,
                "-Dquarkus.http.port=0",
                "-Dkafka.bootstrap.servers=127.0.0.1:1",
                "-Dlvsfleet.agent.node=trial",
                "-Dlvsfleet.agent.site=trial",
                "-Dlvsfleet.agent.state-dir=" + trial.resolve("state"),
                "-Dlvsfleet.agent.modules-load-dir=" + trial,
                "-Dlvsfleet.agent.trusted-keys=" + key,
                "-jar",
                jar.toString()));
        return command;
    }

    private static boolean has(Path log, String words) {
        try {
            return Files.readString(log).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> found = Files.walk(tree)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    static AheadOfTimeCache of(Checkout checkout) {
        return new AheadOfTimeCache(checkout.application("director-agent"));
    }
}
