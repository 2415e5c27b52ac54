package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.benchmarks.vrrp.Takeovers.Loss;
import dev.lvsfleet.benchmarks.vrrp.Takeovers.Takeover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long after the loss of the Active the other host has the address. */
final class TakeoverRow {

    private final Scene scene;
    private final Path directory;

    TakeoverRow(Scene scene, Path directory) {
        this.scene = scene;
        this.directory = directory;
    }

    void kills() throws IOException, InterruptedException {
        heading();
        for (Pace pace : Pace.OF_TAKEOVERS) {
            print(pace, inTurn(Loss.KILLED, pace));
        }
        scene.say("gone: when the address had left the dead host; with keepalived it stays there");
    }

    void stops() throws IOException, InterruptedException {
        heading();
        print(Pace.SECOND, inTurn(Loss.STOPPED, Pace.SECOND));
    }

    private void heading() {
        scene.say("%-8s %-34s %4s %9s %9s %9s %9s %9s   %s"
                .formatted(
                        "adverts",
                        "",
                        "runs",
                        "p50 ms",
                        "p99 ms",
                        "max ms",
                        "gone p50",
                        "gone max",
                        "p50, p99 to keepalived"));
    }

    /**
     * One run of each after the other, so that what the machine does besides hits all alike; lost at the same moments
     * between two advertisements, spread evenly, for that decides how long the other one still waits.
     */
    private Map<Contestant, List<Takeover>> inTurn(Loss loss, Pace pace) throws IOException, InterruptedException {
        Map<Contestant, List<Takeover>> all = new LinkedHashMap<>();
        Map<Contestant, Takeovers> pairs = new LinkedHashMap<>();
        try {
            for (Contestant contestant :
                    scene.contestants(Contestant.OURS, Contestant.OURS_IN_REAL_TIME, Contestant.KEEPALIVED)) {
                Path own = Files.createTempDirectory(directory, "pair");
                pairs.put(contestant, Takeovers.begin(contestant, pace, Hosts.cabled(), own));
            }
            for (int i = 0; i < scene.runs(); i++) {
                for (Map.Entry<Contestant, Takeovers> pair : pairs.entrySet()) {
                    scene.progress("%s, %s, run %d of %d"
                            .formatted(pace.title(), pair.getKey().title(), i + 1, scene.runs()));
                    all.computeIfAbsent(pair.getKey(), _ -> new ArrayList<>())
                            .add(pair.getValue().next(loss, (i + 0.5) / scene.runs()));
                    pair.getValue().restore();
                }
            }
            pairs.forEach((contestant, pair) -> {
                if (pair.unwanted() > 0) {
                    scene.say("%s, %s: %d unwanted takeovers"
                            .formatted(contestant.title(), pace.title(), pair.unwanted()));
                }
            });
        } finally {
            pairs.values().forEach(Takeovers::close);
        }
        return all;
    }

    private void print(Pace pace, Map<Contestant, List<Takeover>> takeovers) {
        List<Takeover> theirs = takeovers.get(Contestant.KEEPALIVED);
        takeovers.forEach((contestant, ours) -> print(pace, contestant, ours, theirs));
    }

    private void print(Pace pace, Contestant contestant, List<Takeover> ours, @Nullable List<Takeover> theirs) {
        Percentiles taken = taken(ours);
        Percentiles left = Percentiles.of(ours.stream()
                .map(Takeover::left)
                .flatMap(Optional::stream)
                .map(Duration::toNanos)
                .toList());
        String ratios = "";
        if (theirs != null && contestant.isOurs()) {
            Percentiles other = taken(theirs);
            ratios = Scene.ratio(taken.millis(50), other.millis(50)) + ", "
                    + Scene.ratio(taken.millis(99), other.millis(99));
        }
        scene.say("%-8s %-34s %4d %9.1f %9.1f %9.1f %9s %9s   %s"
                .formatted(
                        pace.title(),
                        contestant.title(),
                        taken.count(),
                        taken.millis(50),
                        taken.millis(99),
                        taken.mostMillis(),
                        left.isEmpty() ? "-" : "%.0f".formatted(left.millis(50)),
                        left.isEmpty() ? "-" : "%.0f".formatted(left.mostMillis()),
                        ratios));
    }

    private static Percentiles taken(List<Takeover> takeovers) {
        return Percentiles.of(
                takeovers.stream().map(Takeover::taken).map(Duration::toNanos).toList());
    }
}
