package dev.lvsfleet.benchmarks.vrrp;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Measured times, the shortest first; in nanoseconds. Pure. */
final class Percentiles {

    private final long[] sorted;

    private Percentiles(long... sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(long... values) {
        long[] copy = values.clone();
        Arrays.sort(copy);
        return new Percentiles(copy);
    }

    static Percentiles of(Collection<Long> values) {
        return of(values.stream().mapToLong(Long::longValue).toArray());
    }

    /** The shortest first. */
    List<Long> sorted() {
        return Arrays.stream(sorted).boxed().toList();
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    int count() {
        return sorted.length;
    }

    /** The smallest that so many per cent do not exceed, in milliseconds.
     *
     * @throws IllegalStateException when nothing was measured */
    double millis(double percent) {
        if (isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(sorted.length * percent / 100);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }

    double mostMillis() {
        return millis(100);
    }
}
