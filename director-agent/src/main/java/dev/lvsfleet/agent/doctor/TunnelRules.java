package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.rtnetlink.Link;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Decides whether a client's packet fits into its tunnel. */
final class TunnelRules {

    /** What clients on an Ethernet send. */
    private static final int CLIENTS_PACKET = 1500;

    private static final int MOST_NAMED = 3;

    private TunnelRules() {}

    /** At most one finding per interface and size of the wrapping. */
    static List<Finding> findings(DesiredState document, Host host) {
        Map<String, List<String>> crowded = new TreeMap<>();
        Map<String, Finding> findings = new TreeMap<>();
        document.services().stream()
                .flatMap(it -> Stream.concat(it.realServers().stream(), it.fallback().stream()))
                .filter(it -> it.forwarding() == Forwarding.TUNNEL)
                .forEach(it -> towards(it.address(), host)
                        .filter(link -> link.mtu() > 0 && link.mtu() < CLIENTS_PACKET + overhead(it))
                        .ifPresent(link -> {
                            String key = link.name() + " " + overhead(it);
                            List<String> names = crowded.computeIfAbsent(key, _ -> new ArrayList<>());
                            names.add(it.address().getHostAddress());
                            findings.put(key, finding(link, overhead(it), names));
                        }));
        return List.copyOf(findings.values());
    }

    private static Finding finding(Link link, int overhead, List<String> realServers) {
        List<String> distinct = realServers.stream().distinct().toList();
        String named = String.join(", ", distinct.stream().limit(MOST_NAMED).toList());
        int more = distinct.size() - MOST_NAMED;
        int needed = CLIENTS_PACKET + overhead;
        return Code.TUNNEL_MTU_TOO_SMALL.warning(
                link.name(),
                "the MTU of " + link.name() + " is " + link.mtu() + ", but a packet of " + CLIENTS_PACKET
                        + " bytes is one of " + needed + " in its tunnel to " + named
                        + (more > 0 ? " and " + more + " more" : "")
                        + "; it passes only if the client heeds ICMP",
                "ip link set " + link.name() + " mtu " + needed + ", also on the way to the real servers; where that"
                        + " cannot be, let the real servers ask for less: ip route change default … advmss "
                        + (link.mtu() - overhead - 40));
    }

    /** Bytes that the wrapping adds. Sources: RFC 2003, RFC 2473, RFC 2784; GUE has 4 bytes after UDP's 8. */
    private static int overhead(DesiredRealServer server) {
        Tunnel tunnel = server.tunnel() == null ? Tunnel.PLAIN : server.tunnel();
        int outer = server.address() instanceof Inet6Address ? 40 : 20;
        boolean checksum = tunnel.checksum() != TunnelChecksum.NONE;
        return outer
                + switch (tunnel.encapsulation()) {
                    case IPIP -> 0;
                    case GRE -> checksum ? 8 : 4;
                    case GUE -> tunnel.checksum() == TunnelChecksum.REMCSUM ? 20 : 12;
                };
    }

    /** The interface that packets to an address leave by: the one with the longest network around it, else the default. */
    private static Optional<Link> towards(InetAddress address, Host host) {
        return host.state().addresses().stream()
                .filter(it -> contains(it, address))
                .max(Comparator.comparingInt(DesiredAddress::prefixLength))
                .map(DesiredAddress::networkInterface)
                .flatMap(host::link)
                .or(() -> host.state().route().map(DefaultRoute::interfaceIndex).flatMap(host::link));
    }

    private static boolean contains(DesiredAddress network, InetAddress address) {
        byte[] own = network.address().getAddress();
        byte[] other = address.getAddress();
        int host = own.length * Byte.SIZE - network.prefixLength();
        return own.length == other.length
                && new BigInteger(own).shiftRight(host).equals(new BigInteger(other).shiftRight(host));
    }
}
