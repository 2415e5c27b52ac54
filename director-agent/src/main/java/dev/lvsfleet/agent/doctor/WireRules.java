package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.rtnetlink.Link;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides what to ask on the wire, and what an answer means. */
final class WireRules {

    static final String CHECK = "wire";

    /** A flood of questions would be a nuisance of its own. */
    static final int MOST_ASKED = 256;

    private static final InetAddress NOBODY = InetAddress.ofLiteral("0.0.0.0");

    private WireRules() {}

    /**
     * Addresses to ask for on one interface.
     *
     * @param sender an address of the interface that is not virtual; 0.0.0.0 when it has none
     * @param names who to ask for as well when somebody answers, to know him by his MAC address
     */
    record Question(Link on, InetAddress sender, List<InetAddress> addresses, List<InetAddress> names) {}

    static List<Question> questions(DesiredState document, Host host) {
        return switch (document.role()) {
            case DIRECTOR -> ofDirector(document, host);
            case REAL_SERVER -> ofRealServer(document, host);
        };
    }

    private static List<Question> ofDirector(DesiredState document, Host host) {
        List<InetAddress> names = realServers(document).stream()
                .map(DesiredRealServer::address)
                .distinct()
                .limit(MOST_ASKED)
                .toList();
        List<DesiredAddress> held =
                held(document, host).stream().limit(MOST_ASKED).toList();
        return held.stream()
                .map(DesiredAddress::networkInterface)
                .distinct()
                .map(host::link)
                .flatMap(Optional::stream)
                .filter(WireRules::reachesOthers)
                .map(link -> new Question(
                        link,
                        sender(link, document, host),
                        held.stream()
                                .filter(it -> it.networkInterface().equals(link.name()))
                                .map(DesiredAddress::address)
                                .toList(),
                        names))
                .toList();
    }

    /** One virtual address is enough: whoever answers for it is the director. */
    private static List<Question> ofRealServer(DesiredState document, Host host) {
        InetAddress gateway = host.state().route().map(DefaultRoute::gateway).orElse(null);
        Optional<InetAddress> virtual = ServingRules.untranslated(document).stream()
                .map(ServedAddress::address)
                .filter(Inet4Address.class::isInstance)
                .findFirst();
        Optional<Link> link =
                host.state().route().map(DefaultRoute::interfaceIndex).flatMap(host::link);
        if (gateway == null || virtual.isEmpty() || virtual.get().equals(gateway)) {
            return List.of();
        }
        return link
                .filter(WireRules::reachesOthers)
                .map(it -> new Question(it, sender(it, document, host), List.of(virtual.get()), List.of(gateway)))
                .stream()
                .toList();
    }

    /** {@code lo} has a MAC address of zeros, and tunnels have none. */
    private static boolean reachesOthers(Link link) {
        return link.up() && link.hardware().filter(it -> it.bits() != 0).isPresent();
    }

    private static InetAddress sender(Link link, DesiredState document, Host host) {
        List<DesiredAddress> virtual = document.virtualAddresses();
        return host.state().addresses().stream()
                .filter(it -> it.networkInterface().equals(link.name()) && it.address() instanceof Inet4Address)
                .filter(it -> !virtual.contains(it))
                .min(Comparator.comparingInt(DesiredAddress::prefixLength)
                        .thenComparing(it -> it.address().getHostAddress()))
                .map(DesiredAddress::address)
                .orElse(NOBODY);
    }

    static List<Finding> findings(DesiredState document, Host host, Wire wire) {
        return document.role() == NodeRole.DIRECTOR ? director(document, host, wire) : realServer(document, host, wire);
    }

    private static List<Finding> director(DesiredState document, Host host, Wire wire) {
        List<Finding> findings = new ArrayList<>();
        List<DesiredAddress> held = held(document, host);
        for (DesiredAddress virtual : held) {
            wire.owners(virtual.address()).stream()
                    .filter(owner -> !isOurs(owner, host))
                    .forEach(owner -> findings.add(intruder(document, virtual, owner, wire)));
        }
        if (held.size() > MOST_ASKED) {
            findings.add(Code.CANNOT_TELL.info(
                    CHECK,
                    "cannot tell of every virtual address whether another host answers for it, because at most "
                            + MOST_ASKED + " of the " + held.size() + " are asked for",
                    "ask by hand: arping -D -I INTERFACE ADDRESS"));
        }
        long ofIpv6 = document.virtualAddresses().stream()
                .filter(it -> !(it.address() instanceof Inet4Address))
                .count();
        if (ofIpv6 > 0) {
            findings.add(Code.CANNOT_TELL.info(
                    CHECK + " ipv6",
                    "cannot tell of " + ofIpv6 + " addresses of IPv6 whether another host has them, because only ARP"
                            + " is asked",
                    "ip -6 addr show dadfailed shows those whose duplicate the kernel saw"));
        }
        return findings;
    }

    /** Another interface of this host on the same wire answers for every address of the host. */
    private static boolean isOurs(String owner, Host host) {
        return host.links().stream()
                .flatMap(it -> it.hardware().stream())
                .anyMatch(it -> it.toString().equals(owner));
    }

    private static Finding intruder(DesiredState document, DesiredAddress virtual, String owner, Wire wire) {
        String address = virtual.address().getHostAddress();
        Set<String> known = new TreeSet<>();
        realServers(document).stream()
                .filter(it -> wire.owners(it.address()).contains(owner))
                .forEach(it -> known.add(it.address().getHostAddress()));
        String heard = "asked by ARP on " + virtual.networkInterface() + ", " + owner + " answers for " + address;
        if (known.isEmpty()) {
            return Code.ADDRESS_HELD_TWICE.error(
                    address,
                    heard + ", which this director holds",
                    "find the host with " + owner
                            + " (bridge fdb, the switch) and take the address off it: ip addr del " + address + "/"
                            + virtual.prefixLength() + " dev …");
        }
        String server = String.join(", ", known);
        return Code.REAL_SERVER_ANSWERS_ARP.error(
                address,
                heard + "; that is the real server " + server,
                "on " + server + ": sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2, and the"
                        + " address on lo alone; or run the agent there as real-server");
    }

    private static List<Finding> realServer(DesiredState document, Host host, Wire wire) {
        InetAddress gateway = host.state().route().map(DefaultRoute::gateway).orElse(null);
        if (gateway == null) {
            return List.of();
        }
        Set<String> router = wire.owners(gateway);
        return ServingRules.untranslated(document).stream()
                .map(ServedAddress::address)
                .filter(it -> wire.owners(it).stream().anyMatch(router::contains))
                .findFirst()
                .map(it -> ServingRules.director("asked by ARP, " + String.join(", ", router)
                        + " answers for the default gateway " + gateway.getHostAddress()
                        + " and for the virtual address "
                        + it.getHostAddress()))
                .stream()
                .toList();
    }

    /** The virtual addresses of IPv4 that are on their interface now, in their order. */
    private static List<DesiredAddress> held(DesiredState document, Host host) {
        return document.virtualAddresses().stream()
                .filter(it -> it.address() instanceof Inet4Address)
                .filter(host.state().addresses()::contains)
                .sorted(Comparator.comparing(it -> it.address().getHostAddress()))
                .toList();
    }

    /** Those that could hold a virtual address themselves. */
    private static List<DesiredRealServer> realServers(DesiredState document) {
        return document.services().stream()
                .flatMap(it -> Stream.concat(it.realServers().stream(), it.fallback().stream()))
                .filter(it -> it.forwarding() != Forwarding.NAT && it.address() instanceof Inet4Address)
                .toList();
    }
}
