package dev.lvsfleet.lab.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Durations in order, for their percentiles by nearest rank. */
record Distribution(List<Duration> sorted) {

    Distribution {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("A distribution needs at least one value");
        }
        sorted = List.copyOf(sorted);
    }

    static Distribution of(Collection<Duration> values) {
        return new Distribution(values.stream().sorted().toList());
    }

    /** The smallest value that at least this share of the values, above 0 and at most 1, does not exceed. */
    Duration quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }

    Duration max() {
        return sorted.getLast();
    }

    double p50Millis() {
        return millis(quantile(0.5));
    }

    /** p50, p99 and maximum in milliseconds, in columns. */
    String columns() {
        return "%8.2f %8.2f %8.2f".formatted(p50Millis(), millis(quantile(0.99)), millis(max()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
