package dev.lvsfleet.benchmarks.vrrp;

/** How long a client had no answer. Pure. */
final class Gaps {

    private Gaps() {}

    /** The longest time from one answer to the next; in nanoseconds.
     *
     * @param answered when, in order
     * @throws IllegalArgumentException when there are fewer than two */
    static long longest(long... answered) {
        if (answered.length < 2) {
            throw new IllegalArgumentException("a gap is between two answers, and there are " + answered.length);
        }
        long longest = 0;
        for (int i = 1; i < answered.length; i++) {
            longest = Math.max(longest, answered[i] - answered[i - 1]);
        }
        return longest;
    }
}
