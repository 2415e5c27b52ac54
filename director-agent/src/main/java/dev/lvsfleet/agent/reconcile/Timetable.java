package dev.lvsfleet.agent.reconcile;

import java.time.Duration;

/**
 * When the kernel is read next though nothing rings: after the resync interval, and sooner while something keeps failing,
 * after a wait that doubles up to that interval.
 *
 * @param dueTick in {@link System#nanoTime()}
 * @param patience before the next try, should this one fail
 */
record Timetable(Duration interval, long dueTick, Duration patience) {

    static final Duration FIRST_WAIT = Duration.ofMillis(250);

    static Timetable starting(Duration interval, long now) {
        return new Timetable(interval, now, FIRST_WAIT);
    }

    boolean isDue(long now) {
        return now - dueTick >= 0;
    }

    /** Whether a try is due before the resync would be. */
    boolean isRetrying() {
        return !patience.equals(FIRST_WAIT);
    }

    /** After a pass in which nothing failed; only one that was due puts the next one off. */
    Timetable succeeded(boolean wasDue, long now) {
        return new Timetable(interval, wasDue ? now + interval.toNanos() : dueTick, FIRST_WAIT);
    }

    /** After a pass in which something failed. */
    Timetable failed(boolean wasDue, long now) {
        long retryTick = now + shorter(patience, interval).toNanos();
        boolean sooner = wasDue || retryTick - dueTick < 0;
        return new Timetable(interval, sooner ? retryTick : dueTick, shorter(patience.multipliedBy(2), interval));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
