package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says what is wrong with a document that could be read: the kernel would refuse it, or would take it and lose packets.
 *
 * <p>The control plane checks the same before it signs; a node that a mistake can take down checks again.
 */
public final class DocumentRules {

    private static final long LARGEST_MARK = 0xffff_ffffL;

    private final Faults faults = new Faults();

    private DocumentRules() {}

    /** One sentence for each fault, at most ten; none for a sound document. */
    public static List<String> faults(DesiredState state) {
        DocumentRules rules = new DocumentRules();
        rules.addresses(state.addresses());
        rules.services(state.services(), virtual(state));
        ServedRules.check(state, rules.faults);
        FailoverRules.check(state, rules.faults);
        return rules.faults.sentences();
    }

    private void addresses(List<DesiredAddress> addresses) {
        Set<InetAddress> seen = new HashSet<>();
        for (DesiredAddress desired : addresses) {
            Supplier<String> where = () -> "address " + AddressText.of(desired.address());
            int bits = AddressFamily.of(desired.address()).bits();
            unicast(where, desired.address());
            faults.require(
                    desired.prefixLength() >= 1 && desired.prefixLength() <= bits,
                    () -> where.get() + ": prefix length " + desired.prefixLength() + " is not between 1 and " + bits);
            faults.require(
                    InterfaceName.isValid(desired.networkInterface()),
                    () -> where.get() + ": '" + desired.networkInterface() + "' is not an interface name");
            faults.require(seen.add(desired.address()), () -> where.get() + " is there twice");
        }
    }

    /** Every address that packets come to: those the node holds and those its services take, whoever holds them. */
    private static Set<InetAddress> virtual(DesiredState state) {
        Set<InetAddress> virtual = new HashSet<>();
        state.addresses().forEach(desired -> virtual.add(desired.address()));
        state.failover().virtualRouters().forEach(router -> virtual.addAll(router.addresses()));
        for (DesiredService service : state.services()) {
            if (service.endpoint() instanceof ServiceEndpoint.Address address) {
                virtual.add(address.address());
            }
        }
        return virtual;
    }

    private void services(List<DesiredService> services, Set<InetAddress> virtual) {
        Set<ServiceEndpoint> seen = new HashSet<>();
        for (DesiredService service : services) {
            Supplier<String> where = () -> "service " + service.name();
            faults.require(!service.name().isBlank(), () -> "a service has no name");
            endpoint(where, service.endpoint());
            faults.require(
                    seen.add(service.endpoint()),
                    () -> where.get() + ": " + literal(service.endpoint()) + " is there twice");
            PolicyRules.faults(service.policy()).forEach(it -> faults.require(false, () -> where.get() + ": " + it));
            SchedulingRules.check(service, faults);
            new RealServerRules(service, virtual, faults).check();
        }
    }

    private void endpoint(Supplier<String> where, ServiceEndpoint endpoint) {
        switch (endpoint) {
            case ServiceEndpoint.Address(Protocol _, InetAddress address, int port) -> {
                unicast(where, address);
                faults.require(
                        port >= 0 && port <= 65535,
                        () -> where.get() + ": port " + port + " is not between 0 and 65535");
            }
            case ServiceEndpoint.FirewallMark(AddressFamily _, long mark) ->
                faults.require(
                        mark >= 1 && mark <= LARGEST_MARK,
                        () -> where.get() + ": firewall mark " + mark + " is not between 1 and " + LARGEST_MARK);
        }
    }

    private void unicast(Supplier<String> where, InetAddress address) {
        faults.require(UnicastRules.isUnicast(address), () -> where.get() + ": not a unicast address of a host");
    }

    private static String literal(ServiceEndpoint endpoint) {
        return switch (endpoint) {
            case ServiceEndpoint.Address(Protocol _, InetAddress address, int port) ->
                AddressText.of(address) + ":" + port;
            case ServiceEndpoint.FirewallMark(AddressFamily _, long mark) -> "firewall mark " + mark;
        };
    }
}
