package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.DocumentSink;
import dev.lvsfleet.agent.doctor.DoctorLoop;
import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import jakarta.inject.Singleton;

/**
 * Brings each document to the loop that decides what of it is in force: the reconcile loop, which passes that on to the others,
 * and the baseline loop where it is alone. Thread-safe; never blocks.
 */
@Singleton
final class DocumentRouter implements DocumentSink {

    private final BaselineLoop baseline;
    private final ReconcileLoop loop;
    private final FailoverLoop failover;
    private final DoctorLoop doctor;

    DocumentRouter(BaselineLoop baseline, ReconcileLoop loop, FailoverLoop failover, DoctorLoop doctor) {
        this.baseline = baseline;
        this.loop = loop;
        this.failover = failover;
        this.doctor = doctor;
    }

    @Override
    public void document(AcceptedDocument newest) {
        if (baseline.isAlone()) {
            baseline.document(newest);
            doctor.document(newest.state());
        } else {
            failover.heard(newest.revision());
            loop.document(newest);
        }
    }

    @Override
    public void shown(long revision) {
        if (!baseline.isAlone()) {
            failover.heard(revision);
            loop.shown(revision);
        }
    }

    @Override
    public void refused(String reason) {
        baseline.refused(reason);
        if (!baseline.isAlone()) {
            loop.refused(reason);
        }
    }
}
