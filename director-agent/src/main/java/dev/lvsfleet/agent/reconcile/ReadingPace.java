package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.ipvs.IpvsTable;
import java.time.Duration;

/**
 * When the whole table has to be read again: it takes one request for each service, so a large one is not read every time the
 * loop looks, but as often as a hundredth of the time is enough for it, and once a minute at least.
 *
 * @param readTick when the newest reading began, in {@link System#nanoTime()}
 * @param cost how long that took
 */
record ReadingPace(long readTick, Duration cost) {

    /** What holds no more services and destinations than this is read whenever the loop looks. */
    static final int SMALL = 1_000;

    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_SHARE = 100;

    /** Whether a look at less than everything does not do any more. */
    boolean isDue(IpvsTable table, long now) {
        Duration pause = cost.multipliedBy(MOST_SHARE);
        Duration wait = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
        return now - readTick >= wait.toNanos() || entries(table) <= SMALL;
    }

    private static int entries(IpvsTable table) {
        return table.services().values().stream()
                .mapToInt(it -> 1 + it.destinations().size())
                .sum();
    }
}
