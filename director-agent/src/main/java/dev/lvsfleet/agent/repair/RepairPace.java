package dev.lvsfleet.agent.repair;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How soon what was repaired is repaired again: the first time at once, then after a pause that doubles up to a bound. So two
 * that undo each other's work neither keep the node busy nor fill the log, and what was not repaired lately never waits. A
 * repair is forgotten when it lasted for the bound beyond its pause. Ticks are of {@link System#nanoTime()}.
 *
 * @param bound the longest pause
 * @param repairs those that are not forgotten, at most {@value #MOST}
 * @param <T> what repairs are told apart by
 */
public record RepairPace<T>(Duration bound, Map<T, Repair> repairs) {

    static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** So many repairs of the same thing, and somebody keeps undoing them: two may be one hand that slipped twice. */
    static final int CONTESTED = 3;

    /** How many bounds a repair is remembered after its pause: passes are a bound apart, and each takes its time. */
    private static final int REMEMBERED = 3;

    static final int MOST = 10_000;

    public RepairPace {
        repairs = Map.copyOf(repairs);
    }

    /**
     * What was done about one thing.
     *
     * @param times how often
     * @param pause after the newest repair, before which there is no other
     * @param madeTick when the newest was made
     */
    public record Repair(int times, Duration pause, long madeTick) {

        private long releaseTick() {
            return madeTick + pause.toNanos();
        }
    }

    /** For a node on which nothing was repaired yet. */
    public static <T> RepairPace<T> starting(Duration bound) {
        return new RepairPace<>(bound, Map.of());
    }

    /** Whether something must wait before it is repaired again. */
    public boolean isHeld(T what, long nowTick) {
        Repair repair = repairs.get(what);
        return repair != null && !isForgotten(repair, nowTick) && nowTick - repair.releaseTick() < 0;
    }

    /** When the first of these may be repaired; empty when none of them has been repaired lately. */
    public OptionalLong releaseTick(Collection<T> held, long nowTick) {
        OptionalLong wait = held.stream()
                .map(repairs::get)
                .filter(Objects::nonNull)
                .filter(it -> !isForgotten(it, nowTick))
                .mapToLong(it -> it.releaseTick() - nowTick)
                .min();
        return wait.isPresent() ? OptionalLong.of(nowTick + wait.getAsLong()) : wait;
    }

    /** After these repairs. */
    public RepairPace<T> after(Collection<T> made, long nowTick) {
        Map<T, Repair> next = new HashMap<>();
        repairs.forEach((what, repair) -> {
            if (!isForgotten(repair, nowTick)) {
                next.put(what, repair);
            }
        });
        for (T what : made) {
            Repair before = next.get(what);
            if (before != null) {
                next.put(
                        what,
                        new Repair(before.times() + 1, shorter(before.pause().multipliedBy(2)), nowTick));
            } else if (next.size() < MOST) {
                next.put(what, new Repair(1, shorter(FIRST_PAUSE), nowTick));
            }
        }
        return new RepairPace<>(bound, next);
    }

    /** Of these repairs, which are in here already, those that are worth telling one by one. */
    public List<T> fresh(Collection<T> made) {
        return made.stream().filter(it -> times(it) < CONTESTED).toList();
    }

    /** Of these repairs, those with which it has become plain that somebody undoes them; what follows is told no more. */
    public List<T> newlyContested(Collection<T> made) {
        return made.stream().filter(it -> times(it) == CONTESTED).toList();
    }

    /** How many things somebody keeps undoing, as far as the newest repairs tell. */
    public int contested() {
        return (int)
                repairs.values().stream().filter(it -> it.times() >= CONTESTED).count();
    }

    private int times(T what) {
        Repair repair = repairs.get(what);
        return repair == null ? 0 : repair.times();
    }

    private boolean isForgotten(Repair repair, long nowTick) {
        return nowTick - repair.releaseTick() - REMEMBERED * bound.toNanos() >= 0;
    }

    private Duration shorter(Duration pause) {
        return pause.compareTo(bound) < 0 ? pause : bound;
    }
}
