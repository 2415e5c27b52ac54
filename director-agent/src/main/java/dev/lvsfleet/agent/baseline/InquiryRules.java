package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.baseline.Inquiry.Family;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what has to be read of a node: what is wanted of it, what was changed on it, and who still uses that. */
final class InquiryRules {

    private InquiryRules() {}

    static Inquiry of(Baseline desired, Originals originals, Withdrawals withdrawals) {
        Set<SysctlKey> keys = new HashSet<>(originals.settings().keySet());
        desired.settings().forEach(it -> keys.add(it.key()));
        return new Inquiry(
                Set.copyOf(desired.modules()),
                keys,
                family(desired, originals),
                !desired.listeners().isEmpty() || !originals.listeners().isEmpty(),
                connections(desired, originals, withdrawals));
    }

    private static Set<InetAddress> connections(Baseline desired, Originals originals, Withdrawals withdrawals) {
        return originals.addresses().stream()
                .filter(it -> !desired.addresses().contains(it))
                .filter(it -> withdrawals.of(it) == Withdrawal.WHEN_UNUSED)
                .map(DesiredAddress::address)
                .collect(Collectors.toSet());
    }

    private static Family family(Baseline desired, Originals originals) {
        return desired.gateway()
                .filter(_ -> !OriginalsRules.hasFormerRoute(originals, desired))
                .map(it -> family(it.address() instanceof Inet6Address))
                .or(() -> originals.route().map(it -> family(it.given().ipv6())))
                .orElse(Family.NONE);
    }

    private static Family family(boolean ipv6) {
        return ipv6 ? Family.IPV6 : Family.IPV4;
    }
}
