package dev.lvsfleet.agent.repair;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How long the kernel's word of a change waits before it is looked at: a tenth of a second, and twice as long with each
 * repair that was made before, up to the resync interval. So two that undo each other's work do not keep the node busy.
 *
 * @param wait from the end of the pass before
 * @param repaired what was repaired since the node was last quiet for a whole interval
 * @param repairedTick when something was repaired last, in {@link System#nanoTime()}
 * @param news whether the newest repairs are worth an event: they are others, or the wait has grown
 * @param <T> what repairs are told apart by
 */
public record RepairPace<T>(Duration interval, Duration wait, Set<T> repaired, long repairedTick, boolean news) {

    static final Duration FIRST_WAIT = Duration.ofMillis(100);

    public RepairPace {
        repaired = Set.copyOf(repaired);
    }

    /** For a node on which nothing was repaired yet. */
    public static <T> RepairPace<T> starting(Duration interval, long nowTick) {
        return new RepairPace<>(interval, shorter(FIRST_WAIT, interval), Set.of(), nowTick, true);
    }

    /** After a pass that made these repairs. */
    public RepairPace<T> after(Set<T> repairs, long nowTick) {
        boolean quiet = nowTick - repairedTick >= interval.toNanos();
        if (repairs.isEmpty()) {
            return quiet ? starting(interval, repairedTick) : new RepairPace<>(interval, wait, repaired, repairedTick, news);
        }
        boolean again = repairs.stream().anyMatch(repaired::contains);
        Duration next = again ? shorter(wait.multipliedBy(2), interval) : wait;
        Set<T> all = new HashSet<>(repaired);
        all.addAll(repairs);
        boolean grown = next.compareTo(wait) > 0;
        return new RepairPace<>(interval, next, all, nowTick, grown || !repaired.containsAll(repairs));
    }

    /** When a change may be looked at, if the last pass ended then. */
    public long lookTick(long passedTick) {
        return passedTick + wait.toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
