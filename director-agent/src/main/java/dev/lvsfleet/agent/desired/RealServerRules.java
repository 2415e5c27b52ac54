package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** What is wrong with the real servers of a service: the kernel would refuse them, or take them and lose packets. */
final class RealServerRules {

    private record Backend(InetAddress address, int port) {}

    private final DesiredService service;
    private final Set<InetAddress> virtual;
    private final Faults faults;
    private final Set<Backend> seen = new HashSet<>();

    RealServerRules(DesiredService service, Set<InetAddress> virtual, Faults faults) {
        this.service = service;
        this.virtual = virtual;
        this.faults = faults;
    }

    /** Looks at the pool and at the fallback; nobody may be in both. */
    void check() {
        service.realServers().forEach(this::check);
        service.fallback().forEach(this::check);
    }

    private void check(DesiredRealServer server) {
        Supplier<String> where = () ->
                "service " + service.name() + ", real server " + AddressText.of(server.address()) + ":" + server.port();
        faults.require(
                UnicastRules.isUnicast(server.address()), () -> where.get() + ": not a unicast address of a host");
        // The node would take the packet for its own, and the kernel says nothing about it.
        faults.require(
                !virtual.contains(server.address()),
                () -> where.get() + ": is a virtual address of this document, so what is forwarded to it is lost");
        faults.require(server.weight() >= 0, () -> where.get() + ": weight " + server.weight() + " is negative");
        thresholds(where, server);
        port(where, server);
        tunnel(where, server);
        faults.require(
                server.forwarding() == Forwarding.TUNNEL
                        || AddressFamily.of(server.address())
                                == service.endpoint().family(),
                () -> where.get() + ": only a tunnel leads to the other family");
        faults.require(seen.add(new Backend(server.address(), server.port())), () -> where.get() + " is there twice");
    }

    private void thresholds(Supplier<String> where, DesiredRealServer server) {
        int upper = server.upperThreshold();
        int lower = server.lowerThreshold();
        faults.require(
                upper >= 0 && lower >= 0 && lower <= upper,
                () -> where.get() + ": thresholds " + lower + " and " + upper + " are not 0 <= lower <= upper");
    }

    private void port(Supplier<String> where, DesiredRealServer server) {
        switch (service.endpoint()) {
            case ServiceEndpoint.Address(Protocol _, InetAddress _, int port)
            when port == 0 ->
                faults.require(
                        server.port() == 0,
                        () -> where.get() + ": the packets of a service for every port keep theirs");
            case ServiceEndpoint.Address(Protocol _, InetAddress _, int port) -> {
                faults.require(
                        isPort(server.port()),
                        () -> where.get() + ": port " + server.port() + " is not between 1 and 65535");
                faults.require(
                        server.forwarding().mapsPorts() || server.port() == port,
                        () -> where.get() + ": " + server.forwarding() + " cannot map port " + port);
            }
            case ServiceEndpoint.FirewallMark _ ->
                faults.require(
                        server.port() == 0 || (server.forwarding().mapsPorts() && isPort(server.port())),
                        () -> where.get() + ": " + server.forwarding() + " of marked packets cannot map to this port");
        }
    }

    private void tunnel(Supplier<String> where, DesiredRealServer server) {
        Tunnel tunnel = server.tunnel();
        faults.require(
                (tunnel != null) == (server.forwarding() == Forwarding.TUNNEL),
                () -> where.get() + ": " + server.forwarding() + " with tunnel " + tunnel);
        faults.require(tunnel == null || isSound(tunnel), () -> where.get() + ": there is no " + tunnel);
    }

    private static boolean isSound(Tunnel tunnel) {
        boolean port = tunnel.encapsulation() == Encapsulation.GUE ? isPort(tunnel.port()) : tunnel.port() == 0;
        return port && tunnel.encapsulation().carries(tunnel.checksum());
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65535;
    }
}
