package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What 255 virtual routers cost that advertise each second. */
final class ProcessorRow {

    private final Scene scene;
    private final Path directory;

    ProcessorRow(Scene scene, Path directory) {
        this.scene = scene;
        this.directory = directory;
    }

    void run() throws IOException, InterruptedException {
        scene.say("%-34s %10s %10s %10s   %s"
                .formatted("% of a core", "Active", "Backup", "MB", "Active's to keepalived"));
        double theirs = 0;
        for (Contestant contestant :
                scene.contestants(Contestant.KEEPALIVED, Contestant.OURS, Contestant.OURS_IN_REAL_TIME)) {
            scene.progress(contestant.title());
            Path own = Files.createTempDirectory(directory, "cpu");
            try (Pair pair = Pair.begin(contestant, Election.ofMany(Pace.SECOND), own)) {
                long begin = System.nanoTime();
                Duration active = ProcessFiles.processorTime(pair.active.pids());
                Duration backup = ProcessFiles.processorTime(pair.backup.pids());
                pair.active.run(scene.window());
                Duration passed = Duration.ofNanos(System.nanoTime() - begin);
                double ours =
                        percent(ProcessFiles.processorTime(pair.active.pids()).minus(active), passed);
                double other =
                        percent(ProcessFiles.processorTime(pair.backup.pids()).minus(backup), passed);
                if (!contestant.isOurs()) {
                    theirs = ours;
                }
                scene.say("%-34s %10.2f %10.2f %10.0f   %s"
                        .formatted(
                                contestant.title(),
                                ours,
                                other,
                                ProcessFiles.residentKilobytes(pair.active.pids()) / 1024.0,
                                contestant.isOurs() ? Scene.ratio(ours, theirs) : ""));
            }
        }
    }

    private static double percent(Duration used, Duration passed) {
        return 100.0 * used.toNanos() / passed.toNanos();
    }
}
