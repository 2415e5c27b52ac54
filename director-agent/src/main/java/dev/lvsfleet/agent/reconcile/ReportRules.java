package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ApplyReport.Outcome;
import dev.lvsfleet.contract.ApplyReport.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts what a pass did into words for the control plane. */
final class ReportRules {

    /** As the contract has it. */
    static final int MOST_ENTRIES = 100;

    private ReportRules() {}

    /**
     * Whether the control plane learns something new: at the first pass, of every document, of whatever was changed here or
     * by others. The kernel shows foreign entries in no order, so another order of the same ones is nothing new.
     */
    static boolean isDue(Situation before, Situation after, Pass pass, Optional<AcceptedDocument> cause) {
        return before.passedAt().isEmpty()
                || cause.isPresent()
                || pass.operations() > 0
                || !pass.drifts().isEmpty()
                || !after.shortcomings().equals(before.shortcomings())
                || !Set.copyOf(after.foreign()).equals(Set.copyOf(before.foreign()));
    }

    /**
     * Who reports.
     *
     * @param revision the revision in force; 0 for none
     * @param applied the newest that the node was equal to; 0 when it is not known
     */
    record Standpoint(String node, long revision, long applied) {}

    /**
     * The report of a pass.
     *
     * @param cause the document that made the pass necessary; empty when something else did
     * @param failures those of the pass and of what came after it, and what was held back
     */
    static ApplyReport of(
            Standpoint standpoint, Optional<AcceptedDocument> cause, Pass pass, List<String> failures, Instant now) {
        Timings timings = cause.map(document -> new Timings(
                        document.receivedAt(),
                        Duration.ofNanos(Math.max(0, pass.plannedTick() - document.receivedTick())),
                        pass.apply()))
                .orElse(new Timings(now, Duration.ZERO, Duration.ZERO));
        return new ApplyReport(
                ApplyReport.SCHEMA,
                standpoint.node(),
                standpoint.revision(),
                failures.isEmpty() ? Outcome.APPLIED : Outcome.FAILED,
                now,
                pass.operations(),
                timings,
                atMost(failures),
                atMost(pass.foreign()),
                standpoint.applied());
    }

    /** The report of a document that changed nothing. */
    static ApplyReport refused(Standpoint standpoint, String reason, List<String> foreign, Instant now) {
        return new ApplyReport(
                ApplyReport.SCHEMA,
                standpoint.node(),
                standpoint.revision(),
                Outcome.REFUSED,
                now,
                0,
                new Timings(now, Duration.ZERO, Duration.ZERO),
                List.of(reason),
                atMost(foreign),
                standpoint.applied());
    }

    private static List<String> atMost(List<String> sentences) {
        return sentences.stream().limit(MOST_ENTRIES).toList();
    }
}
