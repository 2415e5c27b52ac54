package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what of a pass over the node is worth telling: what changed, never what merely lasts. */
final class PreparationRules {

    static final String SUBJECT = "baseline";

    private static final int MOST_SENTENCES = 20;

    private PreparationRules() {}

    /** The events of a pass.
     *
     * @param repaired what was done although the node was as it should be after the pass before */
    static List<Notice> notices(Preparation before, Preparation after, List<BaselineOperation> repaired) {
        List<Notice> notices = new ArrayList<>();
        if (!repaired.isEmpty()) {
            notices.add(new Notice(
                    Kind.DRIFT_REPAIRED,
                    Severity.WARNING,
                    SUBJECT,
                    "The node was not as it had been prepared: "
                            + joined(repaired.stream()
                                    .map(BaselineOperation::title)
                                    .toList())));
        }
        if (!after.failures().isEmpty() && !after.failures().equals(before.failures())) {
            notices.add(
                    new Notice(Kind.APPLY_FAILED, Severity.ERROR, SUBJECT, joined(after.failures()) + "; tried again"));
        }
        Set<String> found = new HashSet<>(after.findings());
        before.findings().forEach(found::remove);
        if (!found.isEmpty()) {
            notices.add(new Notice(
                    Kind.FINDING,
                    Severity.WARNING,
                    SUBJECT,
                    joined(found.stream().sorted().toList())));
        }
        if (after.left() && !before.left()) {
            notices.add(new Notice(
                    Kind.FINDING, Severity.INFO, SUBJECT, "The node has left the fleet and is as it was before"));
        }
        return List.copyOf(notices);
    }

    /** Whether the fleet must hear of a pass of a real server. */
    static boolean isReportDue(Preparation before, Preparation after, int operations) {
        return before.passedAt().isEmpty()
                || operations > 0
                || before.revision() != after.revision()
                || !before.failures().equals(after.failures())
                || !before.readiness().equals(after.readiness());
    }

    private static String joined(List<String> sentences) {
        String joined = sentences.stream().limit(MOST_SENTENCES).collect(Collectors.joining("; "));
        int more = sentences.size() - MOST_SENTENCES;
        return more > 0 ? joined + "; and " + more + " more" : joined;
    }
}
