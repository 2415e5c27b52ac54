package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ApplyReport.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a real server's agent keeps and tells: the document on disk once the node is prepared for it, then the report. On a
 * director the reconcile loop does both. Used by one thread.
 */
public final class RealServerOutbox implements PreparationListener {

    private static final int MOST_ENTRIES = 100;

    private final String node;
    private final LastGoodStore documents;
    private final ReportOutbox reports;
    private @Nullable SignedDocument kept;
    private long applied;
    private ApplyReport.@Nullable Asked asked;
    /** Whether the node has been read: before, a report would take back what an earlier run said of its readiness. */
    private boolean seen;

    /** An outbox that tells for a node.
     *
     * @param kept the document that is on disk */
    public RealServerOutbox(
            String node, LastGoodStore documents, ReportOutbox reports, Optional<AcceptedDocument> kept) {
        this.node = node;
        this.documents = documents;
        this.reports = reports;
        this.kept = kept.map(AcceptedDocument::signed).orElse(null);
    }

    @Override
    public Preparation passed(
            Preparation before, Preparation after, Optional<AcceptedDocument> document, int operations) {
        seen |= after.fault().isEmpty();
        asked = document.map(it -> ApplyReport.Asked.by(it.state())).orElse(null);
        Preparation now = document.filter(_ -> after.fault().isEmpty())
                .map(it -> keep(it, after))
                .orElse(after);
        if (now.failures().isEmpty() && now.revision() > 0) {
            applied = now.revision();
        }
        if (seen && PreparationRules.isReportDue(before, now, operations)) {
            Outcome outcome = now.failures().isEmpty() ? Outcome.APPLIED : Outcome.FAILED;
            send(now, outcome, operations, now.failures());
        }
        return now;
    }

    private Preparation keep(AcceptedDocument document, Preparation after) {
        if (document.signed() == kept) {
            return after;
        }
        try {
            documents.write(document.signed(), Optional.ofNullable(kept));
            kept = document.signed();
            return after;
        } catch (IOException e) {
            List<String> failures = new ArrayList<>(after.failures());
            failures.add("Revision " + document.revision() + " is applied but could not be kept on disk: " + e);
            return after.with(failures);
        }
    }

    @Override
    public void refused(Preparation now, String reason) {
        send(now, Outcome.REFUSED, 0, List.of(reason));
    }

    private void send(Preparation now, Outcome outcome, int operations, List<String> failures) {
        Instant at = now.passedAt().orElse(Instant.EPOCH);
        ApplyReport report = new ApplyReport(
                ApplyReport.SCHEMA,
                node,
                now.revision(),
                outcome,
                at,
                operations,
                new ApplyReport.Timings(at, Duration.ZERO, Duration.ZERO),
                failures.stream().limit(MOST_ENTRIES).toList(),
                List.of(),
                applied,
                now.readiness(),
                null);
        reports.send(report.about(asked));
    }
}
