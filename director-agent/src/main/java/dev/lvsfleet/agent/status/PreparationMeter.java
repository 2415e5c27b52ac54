package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.baseline.Preparation;
import dev.lvsfleet.agent.baseline.PreparationListener;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import java.util.Optional;

/**
 * Counts what the baseline loop does, and passes it on.
 *
 * @param alone whether no reconcile loop runs beside it
 */
public record PreparationMeter(AgentMetrics metrics, boolean alone, PreparationListener next)
        implements PreparationListener {

    @Override
    public Preparation passed(
            Preparation before, Preparation after, Optional<AcceptedDocument> document, int operations) {
        Preparation now = next.passed(before, after, document, operations);
        metrics.prepared(now, alone);
        return now;
    }

    @Override
    public void contested(int things) {
        metrics.contested(AgentMetrics.Loop.BASELINE, things);
        next.contested(things);
    }

    @Override
    public void refused(Preparation now, String reason) {
        next.refused(now, reason);
    }
}
