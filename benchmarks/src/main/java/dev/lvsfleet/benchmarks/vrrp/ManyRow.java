package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.benchmarks.vrrp.Disturbance.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** 255 virtual routers on a pair: how often one becomes Active although the other one lives. */
final class ManyRow {

    private final Scene scene;
    private final Path directory;

    ManyRow(Scene scene, Path directory) {
        this.scene = scene;
        this.directory = directory;
    }

    void run() throws IOException, InterruptedException {
        scene.say("%-8s %-34s %9s %7s %9s %9s %9s %9s %8s %6s   %s"
                .formatted(
                        "adverts",
                        "",
                        "takeovers",
                        "lapses",
                        "adverts",
                        "late p99",
                        "p99.9 ms",
                        "max ms",
                        "full GCs",
                        "load",
                        "takeovers to keepalived"));
        for (Pace pace : Pace.OF_MANY) {
            List<Contestant> contestants =
                    scene.contestants(Contestant.KEEPALIVED, Contestant.OURS, Contestant.OURS_IN_REAL_TIME);
            long theirs = 0;
            for (Contestant contestant : contestants) {
                scene.progress(pace.title() + ", " + contestant.title() + ", "
                        + scene.window().toSeconds() + " s");
                Path own = Files.createTempDirectory(directory, "many");
                Seen seen;
                try {
                    seen = Disturbance.of(contestant, Election.ofMany(pace), scene.window(), own);
                } catch (IOException failure) {
                    scene.say("%-8s %-34s %s".formatted(pace.title(), contestant.title(), failure.getMessage()));
                    continue; // one that cannot is a result, too
                }
                if (!contestant.isOurs()) {
                    theirs = seen.takeovers();
                }
                String ratio = contestant.isOurs() ? Scene.ratio((double) seen.takeovers(), (double) theirs) : "";
                scene.say(line(pace, contestant, seen) + "   " + ratio);
            }
        }
        scene.say("in " + scene.window().toSeconds()
                + " s; lapses: addresses that their Active was without, and nobody had");
    }

    private static String line(Pace pace, Contestant contestant, Seen seen) {
        Percentiles late = seen.late();
        return "%-8s %-34s %9d %7d %9d %9.1f %9.1f %9.1f %8d %6s"
                .formatted(
                        pace.title(),
                        contestant.title(),
                        seen.takeovers(),
                        seen.lapses(),
                        late.count(),
                        late.millis(99),
                        late.millis(99.9),
                        late.mostMillis(),
                        seen.collections(),
                        ProcessFiles.load());
    }
}
