package dev.lvsfleet.benchmarks.ipvs;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers durations, and prints their medians beside the limit's. Used by one thread. */
final class Scoreboard {

    /** Whose figures the others are divided by. */
    static final String LIMIT = "limit: encoded requests, sent again";

    private final Map<Task, Map<String, List<Duration>>> runs = new EnumMap<>(Task.class);
    private final PrintStream out;

    Scoreboard(PrintStream out) {
        this.out = out;
    }

    /** Measures a piece of work. */
    void measure(Task task, String who, Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        add(task, who, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Measures a tenth of a piece of work, and takes the whole for ten times that. */
    void measureTenth(Task task, String who, Work tenth) throws Exception {
        long begin = System.nanoTime();
        tenth.run();
        add(task, who, Duration.ofNanos(System.nanoTime() - begin).multipliedBy(10));
    }

    void add(Task task, String who, Duration took) {
        runs.computeIfAbsent(task, _ -> new LinkedHashMap<>())
                .computeIfAbsent(who, _ -> new ArrayList<>())
                .add(took);
    }

    void print() {
        out.printf("%n%-48s %5s %10s %10s %10s %8s%n", "milliseconds", "runs", "median", "first", "max", "/ limit");
        runs.forEach((task, contestants) -> {
            out.printf("%s%s%n", task.title(), task.wanted().isEmpty() ? "" : "   (wanted: " + task.wanted() + ")");
            double limit = contestants.containsKey(LIMIT) ? median(contestants.get(LIMIT)) : Double.NaN;
            contestants.forEach((who, durations) -> line(who, durations, limit));
        });
    }

    private void line(String who, List<Duration> durations, double limit) {
        double median = median(durations);
        double max = durations.stream().mapToDouble(Scoreboard::millis).max().orElseThrow();
        out.printf(
                "  %-46s %5d %10.2f %10.2f %10.2f %8s%n",
                who,
                durations.size(),
                median,
                millis(durations.getFirst()),
                max,
                Double.isNaN(limit) ? "" : "%.2f".formatted(median / limit));
    }

    private static double median(List<Duration> durations) {
        double[] sorted =
                durations.stream().mapToDouble(Scoreboard::millis).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
