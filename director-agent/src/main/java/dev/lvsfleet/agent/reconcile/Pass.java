package dev.lvsfleet.agent.reconcile;

import java.time.Duration;
import java.util.List;

/**
 * What one pass of the loop did.
 *
 * @param operations how many changes the kernel was asked for, those of addresses included
 * @param failures what could not be done and why, one sentence each
 * @param foreign entries nobody desires and this system does not own, in words
 * @param drifts what of ours somebody else had changed
 * @param plannedTick when the first plan was finished, in {@link System#nanoTime()}
 * @param apply from the first request to the last acknowledgement
 */
public record Pass(
        int operations,
        List<String> failures,
        List<String> foreign,
        List<Drift> drifts,
        long plannedTick,
        Duration apply) {

    public Pass {
        failures = List.copyOf(failures);
        foreign = List.copyOf(foreign);
        drifts = List.copyOf(drifts);
    }

    /** A pass that did nothing and found nothing new. */
    static Pass nothing(List<String> foreign) {
        return new Pass(0, List.of(), foreign, List.of(), System.nanoTime(), Duration.ZERO);
    }

    /** This pass as the second try of one whose first try went before it. */
    Pass after(Pass first) {
        return new Pass(
                first.operations + operations, failures, foreign, drifts, first.plannedTick, first.apply.plus(apply));
    }
}
