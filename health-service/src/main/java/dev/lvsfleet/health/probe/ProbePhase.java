package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.NodePartition;
import java.time.Duration;

/** Where in its interval a target is asked: fixed by its id, so thousands that arrive together are spread evenly. */
final class ProbePhase {

    private static final int SLOTS = 4096;

    /** How long a target nobody has judged, and so counts as up, may wait for its first attempt. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private ProbePhase() {}

    /** From zero up to, and without, the interval. */
    static Duration of(String target, Duration interval) {
        return interval.multipliedBy(NodePartition.of(target, SLOTS)).dividedBy(SLOTS);
    }

    /** As even, but within a second however long the interval is. */
    static Duration soon(String target, Duration interval) {
        return of(target, interval.compareTo(SOON) < 0 ? interval : SOON);
    }
}
