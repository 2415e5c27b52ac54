package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.linux.fou.GueListener;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether a real server is prepared for each address it serves, and says what is missing. */
public final class ReadinessRules {

    private ReadinessRules() {}

    /** One answer per virtual address, in the order of their literals; ready when it is in every way it is served. */
    public static List<Readiness> of(DesiredState document, NodeState observed) {
        Map<String, Readiness> byAddress = new TreeMap<>();
        for (ServedAddress served : document.served()) {
            Readiness readiness = one(served, document, observed);
            byAddress.merge(
                    served.address().getHostAddress(), readiness, (first, next) -> first.ready() ? next : first);
        }
        return List.copyOf(byAddress.values());
    }

    /**
     * For when the node could not be read: what was seen last stands, and of what was never seen nothing is said.
     *
     * @param seen the document that {@code last} is about; null for none
     */
    static List<Readiness> standing(DesiredState document, @Nullable DesiredState seen, List<Readiness> last) {
        return seen == null || !Objects.equals(seen.gateway(), document.gateway())
                ? List.of()
                : last.stream()
                        .filter(it -> ways(document, it.address()).equals(ways(seen, it.address())))
                        .toList();
    }

    private static Set<ServedAddress> ways(DesiredState document, InetAddress address) {
        return document.served().stream()
                .filter(it -> it.address().equals(address))
                .collect(Collectors.toSet());
    }

    private static Readiness one(ServedAddress served, DesiredState document, NodeState observed) {
        if (observed.addresses().stream().noneMatch(it -> it.address().equals(served.realServer()))) {
            return new Readiness(
                    served.address(),
                    false,
                    "this host has no " + AddressText.of(served.realServer()) + ", the address it is registered with");
        }
        return served.forwarding() == Forwarding.NAT
                ? translated(served.address(), Optional.ofNullable(document.gateway()), observed)
                : RealServerCompiler.isContradicted(served, document) ? contradicted(served) : direct(served, observed);
    }

    private static Readiness translated(InetAddress address, Optional<Gateway> gateway, NodeState observed) {
        if (gateway.isEmpty()) {
            return new Readiness(address, true, "nobody said which gateway the answers must take");
        }
        InetAddress wanted = gateway.get().address();
        String found = observed.route().map(Object::toString).orElse("no default route");
        boolean ready =
                observed.route().filter(it -> wanted.equals(it.gateway())).isPresent();
        return new Readiness(
                address, ready, ready ? found : found + ", but the answers must go by " + wanted.getHostAddress());
    }

    private static Readiness contradicted(ServedAddress served) {
        return new Readiness(
                served.address(),
                false,
                "other services send gre without checksums to " + AddressText.of(served.realServer())
                        + ", and the kernel takes only one of both there: let all of them have checksum csum, or none");
    }

    /** By direct routing or a tunnel. */
    private static Readiness direct(ServedAddress served, NodeState observed) {
        DesiredAddress place = RealServerCompiler.place(served).orElseThrow();
        String device = place.networkInterface();
        List<String> missing = new ArrayList<>();
        if (served.forwarding() == Forwarding.TUNNEL) {
            missing.addAll(unwrapping(served, device, observed));
        }
        if (!observed.links().containsKey(device)) {
            missing.add(device + " is not there");
        } else if (!observed.isUp(device)) {
            missing.add(device + " is down");
        }
        for (Setting setting : RealServerCompiler.settings(served)) {
            if (!observed.holds(setting)) {
                String value = observed.settings().getOrDefault(setting.key(), "not there");
                missing.add(setting.key() + " is " + value + ", not " + setting.value());
            }
        }
        if (!observed.addresses().contains(place)) {
            missing.add("it is not on " + device);
        }
        return missing.isEmpty()
                ? new Readiness(served.address(), true, "it is on " + device)
                : new Readiness(served.address(), false, String.join("; ", missing));
    }

    private static List<String> unwrapping(ServedAddress served, String device, NodeState observed) {
        List<String> missing = new ArrayList<>();
        Optional<GueListener> deaf = RealServerCompiler.listener(served)
                .filter(it -> !observed.listeners().contains(it));
        if (deaf.isPresent() || !observed.links().containsKey(device)) {
            RealServerCompiler.modules(served).stream()
                    .filter(it -> !observed.modules().contains(it))
                    .forEach(it -> missing.add("the kernel's module " + it + " is not loaded (modprobe " + it
                            + "; where there is none, install the kernel's package of extra modules)"));
        }
        deaf.ifPresent(it -> missing.add("nothing unwraps gue at " + it));
        Device.rival(served)
                .filter(observed::isUp)
                .ifPresent(it -> missing.add(it + " gets its packets and drops them, as they have no checksum"));
        return missing;
    }
}
