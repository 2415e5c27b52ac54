package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.baseline.Inquiry;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides whether modules and settings let a node do its part; the agent sets them, so that a finding means it could not. */
final class HostRules {

    static final String CHECK = "node";

    static final String IPVS = "ip_vs";
    private static final String ALL = "all";
    private static final SysctlKey FORWARDING = SysctlKey.of("net", "ipv4", "ip_forward");

    private HostRules() {}

    /** What has to be read of the node for all rules. */
    static Inquiry inquiry(DesiredState document) {
        Set<SysctlKey> keys = new HashSet<>();
        Set<String> modules = new HashSet<>(Set.of(IPVS));
        switch (document.role()) {
            case DIRECTOR -> {
                keys.add(FORWARDING);
                redirecting(document).forEach(it -> keys.add(redirects(it)));
            }
            case REAL_SERVER -> {
                ServingRules.filtering(document).forEach(it -> keys.add(ServingRules.filter(it)));
                modules.addAll(ServingRules.unwrapping(document));
            }
        }
        return new Inquiry(modules, keys, Inquiry.Family.IPV4);
    }

    static List<Finding> findings(DesiredState document, Host host) {
        return switch (document.role()) {
            case DIRECTOR -> director(document, host);
            case REAL_SERVER -> ServingRules.findings(document, host);
        };
    }

    private static List<Finding> director(DesiredState document, Host host) {
        List<Finding> findings = new ArrayList<>();
        balancer(host).ifPresent(findings::add);
        if ("0".equals(host.state().settings().get(FORWARDING))) {
            findings.add(Code.FORWARDING_OFF.error(
                    FORWARDING.toString(), FORWARDING + " is 0", "sysctl -w " + FORWARDING + "=1"));
        }
        for (String it : redirecting(document)) {
            SysctlKey key = redirects(it);
            if ("1".equals(host.state().settings().get(key))) {
                findings.add(Code.REDIRECTS_ON.warning(
                        key.toString(), key + " is 1: clients may be told to go round the director", set(key)));
            }
        }
        findings.addAll(TunnelRules.findings(document, host));
        return findings;
    }

    private static Optional<Finding> balancer(Host host) {
        if (!host.state().modules().contains(IPVS)) {
            return Optional.of(Code.IPVS_MISSING.error(
                    IPVS,
                    "the module is neither loaded nor a part of this kernel",
                    "modprobe ip_vs; where there is none, install the kernel's package of extra modules"));
        }
        if (!host.builtIn().contains(IPVS) && !host.bootModules().contains(IPVS)) {
            return Optional.of(Code.IPVS_NOT_AT_BOOT.warning(
                    IPVS,
                    "it is loaded, but no file says that it shall be at boot",
                    "echo ip_vs > /etc/modules-load.d/ip_vs.conf"));
        }
        return Optional.empty();
    }

    private static Set<String> redirecting(DesiredState document) {
        Set<String> interfaces = new TreeSet<>(Set.of(ALL));
        document.virtualAddresses().stream()
                .map(DesiredAddress::networkInterface)
                .forEach(interfaces::add);
        return interfaces;
    }

    private static SysctlKey redirects(String networkInterface) {
        return SysctlKey.ofInterface("ipv4", networkInterface, "send_redirects");
    }

    private static String set(SysctlKey key) {
        return "sysctl -w " + key + "=0";
    }
}
