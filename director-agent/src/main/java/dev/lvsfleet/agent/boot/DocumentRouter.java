package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.DocumentSink;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import jakarta.inject.Singleton;

/** Brings each document to the loops that run on this node. Thread-safe; never blocks. */
@Singleton
final class DocumentRouter implements DocumentSink {

    private final BaselineLoop baseline;
    private final ReconcileLoop loop;

    DocumentRouter(BaselineLoop baseline, ReconcileLoop loop) {
        this.baseline = baseline;
        this.loop = loop;
    }

    @Override
    public void document(AcceptedDocument newest) {
        baseline.document(newest);
        if (!baseline.isAlone()) {
            loop.document(newest);
        }
    }

    @Override
    public void shown(long revision) {
        if (!baseline.isAlone()) {
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
