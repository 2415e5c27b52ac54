package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.ServiceState;
import java.time.Instant;
import java.util.Optional;

/**
 * What a director said last.
 *
 * @param state of the service; empty when it has not said anything of it
 * @param pulse up to when, and up to which revision, that holds; empty before the first
 */
record Sighting(String director, Optional<ServiceState> state, Optional<ServiceState> pulse) {

    /** The newest revision at which the state is known to hold; 0 for none. */
    long revision() {
        return Math.max(revision(state), revision(pulse));
    }

    private static long revision(Optional<ServiceState> said) {
        return said.map(ServiceState::revision).orElse(0L);
    }

    /** By the node's clock; empty when it has never said anything. */
    Optional<Instant> observedAt() {
        Optional<Instant> beat = pulse.map(ServiceState::observedAt);
        Optional<Instant> seen = state.map(ServiceState::observedAt);
        return seen.isPresent() && (beat.isEmpty() || seen.get().isAfter(beat.get())) ? seen : beat;
    }
}
