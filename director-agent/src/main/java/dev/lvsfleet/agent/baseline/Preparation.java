package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the preparation of the node stands after the newest pass.
 *
 * @param passedAt when it ended, by the wall clock; empty before the first
 * @param passedTick the same in {@link System#nanoTime()}; the loop's start before the first pass
 * @param revision of the document that the node is prepared for; 0 for none
 * @param readiness of a real server, per virtual address
 * @param fault why the node could not be read; empty when it could
 * @param left whether the node was told to leave the fleet and is as it was before
 */
public record Preparation(
        Optional<Instant> passedAt,
        long passedTick,
        long revision,
        List<Readiness> readiness,
        List<String> failures,
        List<String> findings,
        Optional<String> fault,
        boolean left) {

    public Preparation {
        readiness = List.copyOf(readiness);
        failures = List.copyOf(failures);
        findings = List.copyOf(findings);
    }

    /** The same with these failures. */
    Preparation with(List<String> newFailures) {
        return new Preparation(passedAt, passedTick, revision, readiness, newFailures, findings, fault, left);
    }

    /** The same after a pass that broke off and of which nothing could be told. */
    Preparation broken(List<String> newFailures, Instant at, long tick) {
        return new Preparation(
                Optional.of(at), tick, revision, readiness, newFailures, findings, Optional.of("broke off"), false);
    }

    static Preparation before(long startTick) {
        return new Preparation(
                Optional.empty(), startTick, 0, List.of(), List.of(), List.of(), Optional.of("not read yet"), false);
    }
}
