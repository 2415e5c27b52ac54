package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.ipvs.TrafficCounters;

/**
 * How far an entry's counters have come.
 *
 * @param last what the kernel showed last
 * @param total everything carried since the agent started
 */
public record Track(TrafficCounters last, TrafficCounters total) {

    private static final TrafficCounters NOTHING = new TrafficCounters(0, 0, 0, 0, 0);

    /** One that counts from there. */
    static Track from(TrafficCounters origin) {
        return new Track(origin, NOTHING);
    }
}
