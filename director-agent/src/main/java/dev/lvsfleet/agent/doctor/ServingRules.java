package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.baseline.Device;
import dev.lvsfleet.agent.baseline.RealServerCompiler;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides whether a real server takes the packets it is sent and answers by the right way. */
final class ServingRules {

    static final String ROUTE = "default route";

    private static final String ALL = "all";
    private static final int STRICT = 1;

    private ServingRules() {}

    /** The interfaces whose reverse path filter matters: none without tunnels of IPv4. */
    static Set<String> filtering(DesiredState document) {
        Set<String> names = new TreeSet<>();
        document.served().stream()
                .filter(it -> it.forwarding() == Forwarding.TUNNEL && it.address() instanceof Inet4Address)
                .map(Device::of)
                .forEach(it -> names.addAll(List.of(ALL, it.name())));
        return names;
    }

    /** The modules of the kernel without which nothing comes out of the tunnels. */
    static Set<String> unwrapping(DesiredState document) {
        return document.served().stream()
                .filter(it -> it.forwarding() == Forwarding.TUNNEL)
                .map(RealServerCompiler::modules)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SysctlKey filter(String networkInterface) {
        return SysctlKey.ofInterface("ipv4", networkInterface, "rp_filter");
    }

    static List<Finding> findings(DesiredState document, Host host) {
        List<Finding> findings = new ArrayList<>(filters(document, host));
        unwrapping(document).stream()
                .filter(it -> !host.state().modules().contains(it))
                .forEach(it -> findings.add(Code.TUNNEL_MODULE_MISSING.error(
                        it,
                        "the module is neither loaded nor a part of this kernel: what comes by the tunnel is dropped",
                        "modprobe " + it + "; where there is none, install the kernel's package of extra modules")));
        Optional<DefaultRoute> route = host.state().route();
        translated(document, route).ifPresent(findings::add);
        itself(document, route).ifPresent(findings::add);
        return findings;
    }

    /** The kernel takes the larger of {@code all} and the device: 2 is loose, and lets through what 1 eats. */
    private static List<Finding> filters(DesiredState document, Host host) {
        int all = mode(ALL, host);
        Set<String> eating = new TreeSet<>();
        for (String device : filtering(document)) {
            if (!device.equals(ALL) && Math.max(all, mode(device, host)) == STRICT) {
                Stream.of(ALL, device).filter(it -> mode(it, host) == STRICT).forEach(eating::add);
            }
        }
        return eating.stream()
                .map(it -> Code.REVERSE_PATH_FILTER.error(
                        filter(it).toString(),
                        filter(it) + " is 1: what comes out of the tunnel is dropped, as its answer leaves elsewhere",
                        "sysctl -w " + filter(it) + "=0"))
                .toList();
    }

    private static int mode(String networkInterface, Host host) {
        String value = host.state().settings().getOrDefault(filter(networkInterface), "0");
        return value.matches("\\d") ? Integer.parseInt(value) : 0;
    }

    private static Optional<Finding> translated(DesiredState document, Optional<DefaultRoute> route) {
        Gateway gateway = document.gateway();
        if (document.served().stream().noneMatch(it -> it.forwarding() == Forwarding.NAT)) {
            return Optional.empty();
        }
        if (gateway == null) {
            return Optional.of(Code.CANNOT_TELL.info(
                    ROUTE,
                    "cannot tell, because nobody said which gateway the answers of nat must take",
                    "give the real server its gateway: PUT /api/v1/real-servers/{name}"));
        }
        if (gateway.address() instanceof Inet4Address
                && route.filter(it -> gateway.address().equals(it.gateway())).isEmpty()) {
            String director = gateway.address().getHostAddress();
            return Optional.of(Code.GATEWAY_IS_NOT_DIRECTOR.error(
                    ROUTE,
                    route.map(Object::toString).orElse("no default route") + ", but with nat the answers must pass "
                            + director,
                    "ip route replace default via " + director));
        }
        return Optional.empty();
    }

    /** A virtual address as the gateway can be told without asking the wire. */
    private static Optional<Finding> itself(DesiredState document, Optional<DefaultRoute> route) {
        InetAddress gateway = route.map(DefaultRoute::gateway).orElse(null);
        return untranslated(document).stream()
                .filter(it -> it.address().equals(gateway))
                .findFirst()
                .map(it -> director(route.map(Object::toString).orElse("") + ", which is a virtual address"));
    }

    static Finding director(String evidence) {
        return Code.GATEWAY_IS_DIRECTOR.error(
                ROUTE,
                evidence + ": a director drops answers that carry an address of its own",
                "ip route replace default via the address of a router that is no director");
    }

    /** Those that are answered without passing the director again. */
    static List<ServedAddress> untranslated(DesiredState document) {
        return document.served().stream()
                .filter(it -> it.forwarding() != Forwarding.NAT)
                .toList();
    }
}
