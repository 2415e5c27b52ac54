package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.benchmarks.vrrp.Takeovers.Takeover;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How long after SIGKILL of the Active the other host has the address: ours and keepalived's in turn. Takes root. */
public final class VrrpBench {

    private static final int RUNS = 20;
    private static final int QUICK_RUNS = 5;
    private static final Path KEEPALIVED = Path.of("/usr/sbin/keepalived");

    private final PrintStream out;

    public VrrpBench(PrintStream out) {
        this.out = out;
    }

    /** Prints the figures.
     *
     * @param options {@code --quick} or none */
    public void run(List<String> options) throws IOException, InterruptedException {
        int runs = options.contains("--quick") ? QUICK_RUNS : RUNS;
        Path directory = Files.createTempDirectory("lvs-fleet-bench-vrrp");
        try {
            run(runs, directory);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(VrrpBench::delete);
            }
        }
    }

    private void run(int runs, Path directory) throws IOException, InterruptedException {
        out.printf(
                "%-8s %-34s %4s %9s %9s %9s %9s %9s%n",
                "adverts", "", "runs", "p50 ms", "p99 ms", "max ms", "gone p50", "gone max");
        for (Pace pace : Pace.values()) {
            for (Map.Entry<Contestant, List<Takeover>> entry :
                    inTurn(pace, runs, directory).entrySet()) {
                print(pace, entry.getKey(), entry.getValue());
            }
        }
        out.println("gone: when the address had left the dead host; with keepalived it stays there");
    }

    /**
     * One run of each after the other, so that what the machine does besides hits all alike; killed at the same moments
     * between two advertisements, spread evenly, for that decides how long the other one still waits.
     */
    private Map<Contestant, List<Takeover>> inTurn(Pace pace, int runs, Path directory)
            throws IOException, InterruptedException {
        Map<Contestant, List<Takeover>> all = new EnumMap<>(Contestant.class);
        Map<Contestant, Takeovers> pairs = new EnumMap<>(Contestant.class);
        try {
            for (Contestant contestant : contestants()) {
                Path own = Files.createTempDirectory(directory, contestant.name());
                pairs.put(contestant, Takeovers.begin(contestant, pace, own));
            }
            for (int i = 0; i < runs; i++) {
                for (Map.Entry<Contestant, Takeovers> pair : pairs.entrySet()) {
                    all.computeIfAbsent(pair.getKey(), _ -> new ArrayList<>())
                            .add(pair.getValue().next((i + 0.5) / runs));
                }
            }
            pairs.forEach((contestant, pair) -> {
                if (pair.unwanted() > 0) {
                    out.printf(
                            "%s, %d ms: %d unwanted takeovers%n",
                            contestant.title, pace.interval().toMillis(), pair.unwanted());
                }
            });
        } finally {
            pairs.values().forEach(Takeovers::close);
        }
        return all;
    }

    private List<Contestant> contestants() {
        List<Contestant> all = new ArrayList<>(List.of(Contestant.values()));
        if (!Files.isExecutable(KEEPALIVED)) {
            out.println(KEEPALIVED + " is not installed, so it is left out");
            all.remove(Contestant.KEEPALIVED);
        }
        return all;
    }

    private void print(Pace pace, Contestant contestant, List<Takeover> takeovers) {
        List<Duration> taken = takeovers.stream().map(Takeover::taken).sorted().toList();
        List<Duration> left = takeovers.stream()
                .map(Takeover::left)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        out.printf(
                "%-8s %-34s %4d %9.1f %9.1f %9.1f %9s %9s%n",
                pace.interval().toMillis() + " ms",
                contestant.title,
                taken.size(),
                millis(percentile(taken, 50)),
                millis(percentile(taken, 99)),
                millis(taken.getLast()),
                left.isEmpty() ? "-" : "%.0f".formatted(millis(percentile(left, 50))),
                left.isEmpty() ? "-" : "%.0f".formatted(millis(left.getLast())));
    }

    /** The smallest that so many per cent do not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
