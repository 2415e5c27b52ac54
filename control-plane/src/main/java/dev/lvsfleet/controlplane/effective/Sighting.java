package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a director said last.
 *
 * @param state of the service; empty when it has not said anything of it
 * @param pulse up to when, and up to which revision, that holds; empty before the first
 */
record Sighting(String director, Optional<Heard> state, Optional<Heard> pulse) {

    /**
     * A record of a director.
     *
     * @param ago since the fleet received it, by the one clock of the database: a node's clock may be anywhere
     */
    record Heard(ServiceState said, Duration ago) {}

    /** The newest revision at which the state is known to hold; 0 for none. */
    long revision() {
        return heard().mapToLong(it -> it.said().revision()).max().orElse(0);
    }

    /** How long ago it was heard of last; empty when it has never said anything. */
    Optional<Duration> age() {
        return last().map(Heard::ago);
    }

    /** When it saw what it said last, by its own clock; to be shown, not to be compared. */
    Optional<Instant> observedAt() {
        return last().map(it -> it.said().observedAt());
    }

    private Optional<Heard> last() {
        return heard().min(Comparator.comparing(Heard::ago));
    }

    private Stream<Heard> heard() {
        return Stream.concat(pulse.stream(), state.stream());
    }
}
