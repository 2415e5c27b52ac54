package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides what of a pass is worth telling: what changed, never what merely lasts. */
public final class NoticeRules {

    /** A table that was emptied by hand is one event per service up to here, and one more for all the others. */
    static final int MOST_DRIFT_NOTICES = 20;

    private static final int MOST_NAMED = 100;

    private NoticeRules() {}

    public static List<Notice> of(Situation before, Situation after, List<Drift> drifts) {
        List<Notice> notices = new ArrayList<>();
        drifts(after, drifts, notices);
        foreign(before, after, notices);
        conflicts(before, after, notices);
        PoolNoticeRules.of(before, after, notices);
        heldBack(before, after, notices);
        failures(before, after, notices);
        return List.copyOf(notices);
    }

    private static void drifts(Situation after, List<Drift> drifts, List<Notice> notices) {
        if (drifts.isEmpty()) {
            return;
        }
        Map<String, String> names = after.effective().map(NoticeRules::names).orElse(Map.of());
        Map<String, List<String>> bySubject = drifts.stream()
                .collect(Collectors.groupingBy(
                        Drift::subject, TreeMap::new, Collectors.mapping(Drift::what, Collectors.toList())));
        String result = after.failures().isEmpty() ? "; repaired" : "; the repair failed";
        bySubject.entrySet().stream()
                .limit(MOST_DRIFT_NOTICES)
                .forEach(it -> notices.add(new Notice(
                        Kind.DRIFT_REPAIRED,
                        Severity.WARNING,
                        names.getOrDefault(it.getKey(), it.getKey()),
                        it.getKey() + ": " + String.join(", ", it.getValue()) + result)));
        int more = bySubject.size() - MOST_DRIFT_NOTICES;
        if (more > 0) {
            notices.add(new Notice(
                    Kind.DRIFT_REPAIRED,
                    Severity.WARNING,
                    "ipvs",
                    more + " more were missing or altered: "
                            + bySubject.keySet().stream()
                                    .skip(MOST_DRIFT_NOTICES)
                                    .limit(100)
                                    .collect(Collectors.joining(", "))
                            + result));
        }
    }

    private static void foreign(Situation before, Situation after, List<Notice> notices) {
        Set<String> arrived = new HashSet<>(after.foreign());
        before.foreign().forEach(arrived::remove);
        if (!arrived.isEmpty()) {
            notices.add(new Notice(
                    Kind.FOREIGN_FOUND,
                    Severity.WARNING,
                    "ipvs",
                    "Not ours, left alone: "
                            + arrived.stream().sorted().limit(100).collect(Collectors.joining(", "))));
        }
    }

    private static void conflicts(Situation before, Situation after, List<Notice> notices) {
        Set<String> arrived = new LinkedHashSet<>(after.conflicts());
        before.conflicts().forEach(arrived::remove);
        if (!arrived.isEmpty()) {
            notices.add(new Notice(
                    Kind.CONFLICT_FOUND,
                    Severity.ERROR,
                    "ipvs",
                    arrived.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))));
        }
    }

    /** Entries of others that an exclusive node has deleted. */
    static Optional<Notice> removed(List<String> removed) {
        return removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        Kind.FOREIGN_REMOVED,
                        Severity.WARNING,
                        "ipvs",
                        "Not ours, deleted, because the node is exclusive: "
                                + removed.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                                + (removed.size() > MOST_NAMED
                                        ? " and " + (removed.size() - MOST_NAMED) + " more"
                                        : "")));
    }

    private static void heldBack(Situation before, Situation after, List<Notice> notices) {
        boolean isNew = !after.heldBack().equals(before.heldBack()) || after.revision() != before.revision();
        after.heldBack()
                .sentence()
                .filter(it -> isNew)
                .ifPresent(it -> notices.add(
                        new Notice(Kind.BUDGET_EXCEEDED, Severity.ERROR, "revision " + after.revision(), it)));
    }

    private static void failures(Situation before, Situation after, List<Notice> notices) {
        if (!after.failures().isEmpty() && !after.failures().equals(before.failures())) {
            notices.add(new Notice(
                    Kind.APPLY_FAILED,
                    Severity.ERROR,
                    "revision " + after.revision(),
                    after.failures().stream().limit(10).collect(Collectors.joining("; "))
                            + (after.failures().size() > 10
                                    ? "; and " + (after.failures().size() - 10) + " more"
                                    : "")
                            + "; tried again"));
        }
    }

    private static Map<String, String> names(EffectiveState state) {
        return state.services().stream()
                .collect(Collectors.toMap(
                        it -> TargetCompiler.keyOf(it.desired().endpoint()).toString(),
                        it -> it.desired().name()));
    }
}
