package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what of an examination is news: what came and what went, never what merely lasts. */
final class ChangeRules {

    private ChangeRules() {}

    /** The newest examination; the one before when it found the very same. */
    static Examination next(Optional<Examination> before, List<Finding> findings, Instant now) {
        return before.filter(it -> it.findings().equals(findings)).orElseGet(() -> new Examination(now, findings));
    }

    /** One event for each finding that came or went; one whose words alone have changed did neither. */
    static List<Notice> notices(Optional<Examination> before, Examination after) {
        List<Finding> old = before.map(Examination::findings).orElse(List.of());
        List<Notice> notices = new ArrayList<>();
        after.findings().stream()
                .filter(it -> old.stream().noneMatch(it::isAbout))
                .map(it -> new Notice(Kind.FINDING, it.severity(), it.subject(), sentence(it)))
                .forEach(notices::add);
        old.stream()
                .filter(it -> after.findings().stream().noneMatch(it::isAbout))
                .map(it -> new Notice(
                        Kind.FINDING_GONE, Severity.INFO, it.subject(), it.code() + " is no more: " + it.evidence()))
                .forEach(notices::add);
        return notices;
    }

    private static String sentence(Finding finding) {
        return finding.code() + ": " + finding.evidence() + (finding.remedy().isEmpty() ? "" : "; " + finding.remedy());
    }
}
