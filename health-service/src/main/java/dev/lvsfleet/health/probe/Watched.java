package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.Finding;
import dev.lvsfleet.health.judgement.State;
import dev.lvsfleet.health.judgement.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A target under watch, as it is at one moment.
 *
 * @param partition of the probe-targets topic it came from; losing the partition ends the watch
 * @param generation grows when the target is replaced, so that what an older probe still brings is dropped
 * @param since when the state was entered, for display
 * @param last the newest attempt; none before the first
 * @param nextProbe when it is asked next
 */
public record Watched(
        ProbeTarget target,
        int partition,
        long generation,
        State state,
        Instant since,
        Optional<LastProbe> last,
        Tick nextProbe) {

    /** How the newest attempt went. */
    public record LastProbe(Instant at, Finding finding, Duration took) {}

    Watched on(int newPartition) {
        return new Watched(target, newPartition, generation, state, since, last, nextProbe);
    }

    Watched as(ProbeTarget replacement, int newPartition, long newGeneration) {
        return new Watched(replacement, newPartition, newGeneration, state, since, last, nextProbe);
    }

    Watched saw(LastProbe probe) {
        return new Watched(target, partition, generation, state, since, Optional.of(probe), nextProbe);
    }

    Watched moved(State next, Instant at) {
        Instant entered = next.getClass() == state.getClass() ? since : at;
        return new Watched(target, partition, generation, next, entered, last, nextProbe);
    }

    Watched due(Tick tick) {
        return new Watched(target, partition, generation, state, since, last, tick);
    }
}
