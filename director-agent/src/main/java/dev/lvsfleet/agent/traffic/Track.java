package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.ipvs.TrafficCounters;

/**
 * How far an entry's counters have come.
 *
 * @param last what the kernel showed last
 * @param total everything carried since the agent first saw the entry, and what the kernel had counted then
 */
public record Track(TrafficCounters last, TrafficCounters total) {

    static Track starting(TrafficCounters first) {
        return new Track(first, first);
    }
}
