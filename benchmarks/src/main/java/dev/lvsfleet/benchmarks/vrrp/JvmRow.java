package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.benchmarks.vrrp.Disturbance.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Which flags of the JVM serve 255 virtual routers best, in real time; all in turn, several times. */
final class JvmRow {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Scene scene;
    private final Path directory;
    private int caches;

    JvmRow(Scene scene, Path directory) {
        this.scene = scene;
        this.directory = directory;
    }

    void run() throws IOException, InterruptedException {
        Map<String, List<String>> flags = flags();
        scene.say("%-8s %-40s %9s %7s %9s %9s %9s %7s %9s %6s"
                .formatted(
                        "adverts",
                        "",
                        "takeovers",
                        "lapses",
                        "late p99",
                        "p99.9 ms",
                        "max ms",
                        "MB",
                        "started ms",
                        "load"));
        for (int round = 0; round < (scene.quick() ? 1 : 3); round++) {
            for (Pace pace : List.of(Pace.FIFTIETH, Pace.HUNDREDTH)) {
                for (Map.Entry<String, List<String>> entry : flags.entrySet()) {
                    measure(pace, Contestant.ours(entry.getKey(), entry.getValue(), true));
                }
            }
        }
    }

    private void measure(Pace pace, Contestant contestant) throws IOException, InterruptedException {
        scene.progress(pace.title() + ", " + contestant.title());
        Path own = Files.createTempDirectory(directory, "jvm");
        Seen seen;
        try {
            seen = Disturbance.of(contestant, Election.ofMany(pace), WINDOW, own);
        } catch (IOException failure) {
            scene.say("%-8s %-40s %s".formatted(pace.title(), contestant.title(), failure.getMessage()));
            return; // one that cannot is a result, too
        }
        scene.say("%-8s %-40s %9d %7d %9.1f %9.1f %9.1f %7.0f %9d %6s"
                .formatted(
                        pace.title(),
                        contestant.title(),
                        seen.takeovers(),
                        seen.lapses(),
                        seen.late().millis(99),
                        seen.late().millis(99.9),
                        seen.late().mostMillis(),
                        seen.resident() / 1024.0,
                        seen.started().toMillis(),
                        ProcessFiles.load()));
    }

    private Map<String, List<String>> flags() throws IOException, InterruptedException {
        String heap = "-Xmx64m";
        String serial = "-XX:+UseSerialGC";
        String first = "-XX:TieredStopAtLevel=1";
        Map<String, List<String>> all = new LinkedHashMap<>();
        String shenandoah = "-XX:+UseShenandoahGC";
        String zgc = "-XX:+UseZGC";
        all.put("Serial, first compiler", List.of(heap, serial, first));
        all.put("Serial, first compiler, cache", withCache(List.of(heap, serial, first)));
        all.put("Serial, both compilers", List.of(heap, serial));
        all.put("Serial, first compiler, heap touched", List.of(heap, "-Xms64m", "-XX:+AlwaysPreTouch", serial, first));
        all.put("Parallel, first compiler", List.of(heap, "-XX:+UseParallelGC", first));
        all.put("G1, first compiler", List.of(heap, "-XX:+UseG1GC", first));
        all.put("Shenandoah, first compiler", List.of(heap, shenandoah, first));
        all.put("Shenandoah, first compiler, cache", withCache(List.of(heap, shenandoah, first)));
        all.put("Shenandoah, both compilers", List.of(heap, shenandoah));
        all.put("ZGC, first compiler", List.of(heap, zgc, first));
        all.put("ZGC, both compilers", List.of(heap, zgc));
        return all;
    }

    /** With a cache of classes (JEP 514) out of a run with the same flags. */
    private List<String> withCache(List<String> flags) throws IOException, InterruptedException {
        Path cache = directory.resolve("classes" + caches++ + ".aot");
        Path none = directory.resolve("none.properties");
        Files.writeString(none, "routers=\n");
        List<String> training = new ArrayList<>(flags);
        training.add("-XX:AOTCacheOutput=" + cache);
        List<String> command = Contestant.java(training);
        command.add(none.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.outputWriter().close();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || !Files.exists(cache)) {
            process.destroyForcibly();
            throw new IOException("no cache of classes was made");
        }
        List<String> with = new ArrayList<>(flags);
        with.add("-XX:AOTCache=" + cache);
        return with;
    }
}
