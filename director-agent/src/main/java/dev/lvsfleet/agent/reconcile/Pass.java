package dev.lvsfleet.agent.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one pass of the loop did.
 *
 * @param operations how many changes the kernel was asked for, those of addresses included
 * @param failures what could not be done and why, one sentence each
 * @param foreign entries nobody desires and this system does not own, in words
 * @param conflicts what is desired and was left to whoever made it, one sentence each
 * @param removed entries of others that were deleted, in words
 * @param drifts what of ours somebody else had changed
 * @param plannedTick when the first plan was finished, in {@link System#nanoTime()}
 * @param apply from the first request to the last acknowledgement
 */
public record Pass(
        int operations,
        List<String> failures,
        List<String> foreign,
        List<String> conflicts,
        List<String> removed,
        List<Drift> drifts,
        long plannedTick,
        Duration apply) {

    public Pass {
        failures = List.copyOf(failures);
        foreign = List.copyOf(foreign);
        conflicts = List.copyOf(conflicts);
        removed = List.copyOf(removed);
        drifts = List.copyOf(drifts);
    }

    /** A pass that did nothing and found nothing new. */
    static Pass nothing(List<String> foreign, List<String> conflicts) {
        return new Pass(0, List.of(), foreign, conflicts, List.of(), List.of(), System.nanoTime(), Duration.ZERO);
    }

    /** This pass as the second try of one whose first try went before it. */
    Pass after(Pass first) {
        return new Pass(
                first.operations + operations,
                failures,
                foreign,
                conflicts,
                Stream.concat(first.removed.stream(), removed.stream()).toList(),
                drifts,
                first.plannedTick,
                first.apply.plus(apply));
    }
}
