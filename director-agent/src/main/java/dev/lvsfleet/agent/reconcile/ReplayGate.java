package dev.lvsfleet.agent.reconcile;

import java.time.Duration;

/**
 * Tells when a topic that is read from its beginning has been read to its end, so that the past is taken as one step: a
 * real server that was up last week and is down now does not return for a moment while the log goes by.
 *
 * <p>Open for good once nothing has arrived for a while, or after a bound. Not thread-safe; ticks are
 * {@link System#nanoTime()}.
 */
final class ReplayGate {

    static final Duration QUIET = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(5);

    private boolean open;
    private boolean begun;
    private long firstTick;
    private long newestTick;

    void arrived(long tick) {
        if (!begun) {
            begun = true;
            firstTick = tick;
        }
        newestTick = tick;
    }

    /** How long nothing may be acted on yet; zero once the gate is open. */
    long nanosUntilOpen(long now) {
        if (!open) {
            long quiet = newestTick + QUIET.toNanos() - now;
            long bound = firstTick + LONGEST.toNanos() - now;
            open = begun && Math.min(quiet, bound) <= 0;
            return open ? 0 : Math.min(quiet, bound);
        }
        return 0;
    }
}
