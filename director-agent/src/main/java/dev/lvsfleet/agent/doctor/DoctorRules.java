package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws from what was seen of a node what is not as it should be. */
public final class DoctorRules {

    /** As the contract has it. */
    static final int MOST_FINDINGS = 100;

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::code)
            .thenComparing(Finding::subject)
            .thenComparing(Finding::evidence);

    private DoctorRules() {}

    /** The worst first, each once, at most 100.
     *
     * @param document what the node shall be; without one only what concerns every node is judged */
    public static List<Finding> findings(Optional<DesiredState> document, Symptoms symptoms) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(symptoms.clock().examine(ClockRules.CHECK, ClockRules::findings));
        findings.addAll(symptoms.security().examine(SecurityRules.CHECK, SecurityRules::findings));
        document.ifPresent(it -> findings.addAll(ofRole(it, symptoms)));
        return findings.stream()
                .distinct()
                .sorted(WORST_FIRST)
                .limit(MOST_FINDINGS)
                .toList();
    }

    private static List<Finding> ofRole(DesiredState document, Symptoms symptoms) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(symptoms.host().examine(HostRules.CHECK, it -> HostRules.findings(document, it)));
        if (AdmittanceRules.concern(document)) {
            findings.addAll(
                    symptoms.firewall().examine(AdmittanceRules.CHECK, it -> AdmittanceRules.findings(document, it)));
        }
        // A node that could not be read has been said once; then nobody could be asked either.
        if (symptoms.host() instanceof Seen.Known<Host>(Host host)) {
            findings.addAll(symptoms.wire().examine(WireRules.CHECK, it -> WireRules.findings(document, host, it)));
        }
        return findings;
    }
}
