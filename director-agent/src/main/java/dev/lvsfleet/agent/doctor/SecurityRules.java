package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.Finding;
import java.util.List;

/** Decides whether SELinux may be in the agent's way. */
final class SecurityRules {

    static final String CHECK = "selinux";

    private SecurityRules() {}

    static List<Finding> findings(Security security) {
        if (!security.enforcing()) {
            return List.of();
        }
        String evidence = "/sys/fs/selinux/enforce is 1, the agent runs as " + security.domain();
        String remedy = "look for what is refused with ausearch -m avc -ts recent, and allow it with audit2allow;"
                + " setenforce 0 shows at once whether that is the reason of a failure";
        boolean free =
                security.domain().contains(":unconfined_") || security.domain().contains(":kernel_t");
        return List.of(
                free
                        ? Code.SELINUX_ENFORCING.info(CHECK, evidence, remedy)
                        : Code.SELINUX_ENFORCING.warning(CHECK, evidence, remedy));
    }
}
