package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.ipvs.TrafficCounters;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes of the kernel's counters ones that only grow while the agent runs.
 *
 * <p>They begin at 0 with the agent: what an earlier run had shown nobody knows any more, and a counter that began lower than it
 * had been, but not at 0, would be taken by Prometheus for one that was reset and has carried all that since.
 *
 * <p>An entry that is deleted and added again counts from 0, and one that comes back out of the kernel's trash goes on where it
 * stood ({@code ip_vs_trash_get_dest()}); so a number that fell began anew, and one that did not went on. What an entry made
 * anew carried is missed only if it overtakes, between two readings, what the old one had. A kernel before Linux 4.1 counts all
 * but the bytes in 32 bits: there a number that fell by more than half of that range has wrapped.
 */
public final class CounterRules {

    private static final long NARROW = 1L << 32;

    private CounterRules() {}

    /**
     * The tracks after a reading.
     *
     * @param kept whose tracks stay while they are away
     */
    public static Map<Carrier, Track> step(Map<Carrier, Track> before, Counted now, Kept kept) {
        Map<Carrier, Track> next = new HashMap<>(now.counters().size() * 2);
        now.counters().forEach((carrier, counters) -> {
            Track known = before.get(carrier);
            next.put(
                    carrier,
                    step(known == null ? Track.from(now.origin().apply(carrier)) : known, counters, now.wide()));
        });
        before.forEach((carrier, track) -> {
            if (kept.members().test(carrier)) {
                next.putIfAbsent(carrier, track);
            }
        });
        before.forEach((carrier, track) -> {
            if (next.size() < kept.most()) {
                next.putIfAbsent(carrier, track);
            }
        });
        return next;
    }

    /**
     * A reading.
     *
     * @param counters what it showed
     * @param origin from where one that is new counts: what it showed when the agent started, 0 when it was not there
     * @param wide whether everything is counted in 64 bits
     */
    public record Counted(
            Map<Carrier, TrafficCounters> counters, Function<Carrier, TrafficCounters> origin, boolean wide) {}

    /**
     * Which tracks stay though nothing is shown of them, so that what comes back goes on.
     *
     * @param members in any case
     * @param most others only while there are no more tracks than this
     */
    public record Kept(Predicate<Carrier> members, int most) {}

    private static Track step(Track before, TrafficCounters now, boolean wide) {
        TrafficCounters last = before.last();
        TrafficCounters total = before.total();
        return new Track(
                now,
                new TrafficCounters(
                        total.connections() + carried(last.connections(), now.connections(), wide),
                        total.incomingPackets() + carried(last.incomingPackets(), now.incomingPackets(), wide),
                        total.outgoingPackets() + carried(last.outgoingPackets(), now.outgoingPackets(), wide),
                        total.incomingBytes() + carried(last.incomingBytes(), now.incomingBytes(), true),
                        total.outgoingBytes() + carried(last.outgoingBytes(), now.outgoingBytes(), true)));
    }

    /** Unsigned, as the kernel counts. */
    private static long carried(long last, long now, boolean wide) {
        if (Long.compareUnsigned(now, last) >= 0) {
            return now - last;
        }
        boolean wrapped = !wide && last - now > NARROW / 2;
        return wrapped ? now + NARROW - last : now;
    }
}
