package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.benchmarks.vrrp.Takeovers.Loss;
import dev.lvsfleet.lab.process.ProcessControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For how long a client has no answer when the Active is lost. */
final class GapRow {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int ANSWERS_AFTER = 100;

    private final Scene scene;
    private final Path directory;

    GapRow(Scene scene, Path directory) {
        this.scene = scene;
        this.directory = directory;
    }

    void run() throws IOException, InterruptedException {
        scene.say("%-34s %-34s %4s %9s %9s %9s   %s"
                .formatted("1 s", "", "runs", "p50 ms", "p99 ms", "max ms", "p50, p99 to keepalived"));
        print("the program is killed", inTurn(Loss.KILLED));
        print("the host is lost with it", inTurn(Loss.HOST_LOST));
        print("the program is stopped", inTurn(Loss.STOPPED));
    }

    private Map<Contestant, List<Long>> inTurn(Loss loss) throws IOException, InterruptedException {
        Map<Contestant, List<Long>> all = new LinkedHashMap<>();
        Map<Contestant, Site> sites = new LinkedHashMap<>();
        try {
            for (Contestant contestant : scene.contestants(Contestant.KEEPALIVED, Contestant.OURS_IN_REAL_TIME)) {
                sites.put(contestant, Site.begin(contestant, Files.createTempDirectory(directory, "gap")));
            }
            for (int i = 0; i < scene.runs(); i++) {
                for (Map.Entry<Contestant, Site> site : sites.entrySet()) {
                    scene.progress(
                            "%s, %s, run %d of %d".formatted(loss, site.getKey().title(), i + 1, scene.runs()));
                    all.computeIfAbsent(site.getKey(), _ -> new ArrayList<>())
                            .add(site.getValue().gap(loss, (i + 0.5) / scene.runs()));
                }
            }
        } finally {
            for (Site site : sites.values()) {
                site.close();
            }
        }
        return all;
    }

    private void print(String what, Map<Contestant, List<Long>> gaps) {
        List<Long> theirs = gaps.get(Contestant.KEEPALIVED);
        gaps.forEach((contestant, measured) -> {
            Percentiles gap = Percentiles.of(measured);
            String ratios = "";
            if (theirs != null && contestant.isOurs()) {
                Percentiles other = Percentiles.of(theirs);
                ratios = Scene.ratio(gap.millis(50), other.millis(50)) + ", "
                        + Scene.ratio(gap.millis(99), other.millis(99));
            }
            scene.say("%-34s %-34s %4d %9.1f %9.1f %9.1f   %s"
                    .formatted(
                            what,
                            contestant.title(),
                            gap.count(),
                            gap.millis(50),
                            gap.millis(99),
                            gap.mostMillis(),
                            ratios));
        });
    }

    /** A pair with a server on each host. */
    private record Site(Hosts hosts, Takeovers pair, Server one, Server other) {

        static Site begin(Contestant contestant, Path directory) throws IOException, InterruptedException {
            Hosts hosts = Hosts.switched();
            Takeovers pair = Takeovers.begin(contestant, Pace.SECOND, hosts, directory);
            return new Site(hosts, pair, new Server(hosts.one()), new Server(hosts.other()));
        }

        long gap(Loss loss, double phase) throws IOException, InterruptedException {
            try (Client client = Client.in(hosts.client())) {
                pair.next(loss, phase);
                int answers = client.answers();
                if (!ProcessControl.await(LIMIT, () -> client.answers() >= answers + ANSWERS_AFTER)) {
                    throw new IOException("the client has no answer " + LIMIT.toSeconds() + " s after the takeover");
                }
                long gap = client.longestGap();
                pair.restore();
                return gap;
            }
        }

        void close() throws IOException {
            pair.close();
            one.close();
            other.close();
        }
    }
}
