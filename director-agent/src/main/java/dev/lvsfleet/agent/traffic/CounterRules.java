package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.ipvs.TrafficCounters;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the kernel's counters ones that only grow.
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
     * @param now what it showed
     * @param wide whether everything is counted in 64 bits
     * @param kept entries that may come back: their tracks stay while they are away
     */
    public static Map<Carrier, Track> step(
            Map<Carrier, Track> before, Map<Carrier, TrafficCounters> now, boolean wide, Predicate<Carrier> kept) {
        Map<Carrier, Track> next = new HashMap<>(now.size() * 2);
        now.forEach((carrier, counters) -> next.put(carrier, step(before.get(carrier), counters, wide)));
        before.forEach((carrier, track) -> {
            if (kept.test(carrier)) {
                next.putIfAbsent(carrier, track);
            }
        });
        return next;
    }

    private static Track step(@Nullable Track before, TrafficCounters now, boolean wide) {
        if (before == null) {
            return Track.starting(now);
        }
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
