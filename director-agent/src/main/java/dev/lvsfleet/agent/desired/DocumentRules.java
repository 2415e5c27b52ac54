package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
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

    static final int MAX_FAULTS = 10;

    private final List<String> faults = new ArrayList<>();

    private DocumentRules() {}

    /** One sentence for each fault, at most ten; none for a sound document. */
    public static List<String> faults(DesiredState state) {
        DocumentRules rules = new DocumentRules();
        rules.addresses(state.addresses());
        rules.services(state.services());
        rules.faults.addAll(ServedRules.faults(state));
        return rules.faults.stream().limit(MAX_FAULTS).toList();
    }

    private void addresses(List<DesiredAddress> addresses) {
        Set<InetAddress> seen = new HashSet<>();
        for (DesiredAddress desired : addresses) {
            Supplier<String> where = () -> "address " + literal(desired.address());
            unicast(where, desired.address());
            require(
                    desired.prefixLength() >= 1 && desired.prefixLength() <= 32,
                    () -> where.get() + ": prefix length " + desired.prefixLength() + " is not between 1 and 32");
            require(
                    InterfaceName.isValid(desired.networkInterface()),
                    () -> where.get() + ": '" + desired.networkInterface() + "' is not an interface name");
            require(seen.add(desired.address()), () -> where.get() + " is there twice");
        }
    }

    private void services(List<DesiredService> services) {
        Set<ServiceEndpoint> seen = new HashSet<>();
        for (DesiredService service : services) {
            Supplier<String> where = () -> "service " + service.name();
            require(!service.name().isBlank(), () -> "a service has no name");
            endpoint(where, service.endpoint());
            require(
                    seen.add(service.endpoint()),
                    () -> where.get() + ": " + literal(service.endpoint()) + " is there twice");
            expressible(where, service);
            realServers(where, service);
        }
    }

    private void endpoint(Supplier<String> where, ServiceEndpoint endpoint) {
        switch (endpoint) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) -> {
                unicast(where, address);
                port(where, port);
                require(
                        protocol == Protocol.TCP,
                        () -> where.get() + ": this agent cannot balance " + protocol + " yet");
            }
            case ServiceEndpoint.FirewallMark(AddressFamily _, long mark) ->
                require(false, () -> where.get() + ": this agent cannot balance firewall mark " + mark + " yet");
        }
    }

    /** What the contract can say and the kernel client cannot do yet. */
    private void expressible(Supplier<String> where, DesiredService service) {
        require(
                service.flags().isEmpty(),
                () -> where.get() + ": this agent cannot set the flags " + service.flags() + " yet");
        require(service.persistence() == null, () -> where.get() + ": this agent cannot make a service persistent yet");
        require(service.fallback().isEmpty(), () -> where.get() + ": this agent cannot switch to a fallback yet");
        require(
                service.policy().equals(PoolPolicy.DEFAULT),
                () -> where.get() + ": this agent knows no pool policy but the default yet");
    }

    private void realServers(Supplier<String> service, DesiredService desired) {
        record Backend(InetAddress address, int port) {}
        Set<Backend> seen = new HashSet<>();
        for (DesiredRealServer server : desired.realServers()) {
            Supplier<String> where =
                    () -> service.get() + ", real server " + literal(server.address()) + ":" + server.port();
            unicast(where, server.address());
            port(where, server.port());
            require(server.weight() >= 0, () -> where.get() + ": weight " + server.weight() + " is negative");
            thresholds(where, server);
            forwarding(where, desired.endpoint(), server);
            require(seen.add(new Backend(server.address(), server.port())), () -> where.get() + " is there twice");
        }
    }

    private void forwarding(Supplier<String> where, ServiceEndpoint endpoint, DesiredRealServer server) {
        if (endpoint instanceof ServiceEndpoint.Address(Protocol _, InetAddress _, int port)) {
            require(
                    server.forwarding().mapsPorts() || server.port() == port,
                    () -> where.get() + ": " + server.forwarding() + " cannot map port " + port);
        }
        Tunnel tunnel = server.tunnel();
        require(
                (tunnel != null) == (server.forwarding() == Forwarding.TUNNEL),
                () -> where.get() + ": " + server.forwarding() + " with tunnel " + tunnel);
        require(
                tunnel == null || tunnel.equals(Tunnel.PLAIN),
                () -> where.get() + ": this agent knows no " + tunnel + " yet");
    }

    private void thresholds(Supplier<String> where, DesiredRealServer server) {
        int upper = server.upperThreshold();
        int lower = server.lowerThreshold();
        require(
                upper >= 0 && lower >= 0 && lower <= upper,
                () -> where.get() + ": thresholds " + lower + " and " + upper + " are not 0 <= lower <= upper");
    }

    private void unicast(Supplier<String> where, InetAddress address) {
        require(
                address instanceof Inet4Address
                        && !address.isAnyLocalAddress()
                        && !address.isMulticastAddress()
                        && address.getAddress()[0] != 0
                        && (address.getAddress()[0] & 0xff) < 240,
                () -> where.get() + ": not a unicast IPv4 address");
    }

    private void port(Supplier<String> where, int port) {
        require(port >= 1 && port <= 65535, () -> where.get() + ": port " + port + " is not between 1 and 65535");
    }

    /** Sentences are made only when needed: a sound document has thousands of places and needs none. */
    private void require(boolean holds, Supplier<String> fault) {
        if (!holds && faults.size() < MAX_FAULTS) {
            faults.add(fault.get());
        }
    }

    private static String literal(ServiceEndpoint endpoint) {
        return switch (endpoint) {
            case ServiceEndpoint.Address(Protocol _, InetAddress address, int port) -> literal(address) + ":" + port;
            case ServiceEndpoint.FirewallMark(AddressFamily _, long mark) -> "firewall mark " + mark;
        };
    }

    private static String literal(InetAddress address) {
        return AddressText.of(address);
    }
}
