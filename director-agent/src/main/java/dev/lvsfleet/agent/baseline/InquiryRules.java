package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.baseline.Inquiry.Family;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet6Address;
import java.util.HashSet;
import java.util.Set;

/** Decides what has to be read of a node: what is wanted of it, and what was changed on it. */
final class InquiryRules {

    private InquiryRules() {}

    static Inquiry of(Baseline desired, Originals originals) {
        Set<SysctlKey> keys = new HashSet<>(originals.settings().keySet());
        desired.settings().forEach(it -> keys.add(it.key()));
        return new Inquiry(Set.copyOf(desired.modules()), keys, family(desired, originals));
    }

    private static Family family(Baseline desired, Originals originals) {
        return desired.gateway()
                .map(it -> family(it.address() instanceof Inet6Address))
                .or(() -> originals.route().map(it -> family(it.given().ipv6())))
                .orElse(Family.NONE);
    }

    private static Family family(boolean ipv6) {
        return ipv6 ? Family.IPV6 : Family.IPV4;
    }
}
