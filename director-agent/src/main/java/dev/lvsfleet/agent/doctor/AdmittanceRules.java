package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.VirtualRouter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides whether the packet filter of a director lets in what must come in: VRRP, and the packets of each service. */
final class AdmittanceRules {

    static final String CHECK = "firewall";

    private static final InetAddress VRRP_IPV4 = InetAddress.ofLiteral("224.0.0.18"); // RFC 9568, section 5.1.1.2
    private static final InetAddress VRRP_IPV6 = InetAddress.ofLiteral("ff02::12"); // RFC 9568, section 5.1.2.2
    private static final int MOST_NAMED = 3;

    /** Each is followed through every rule, so many of both would cost much. */
    static final int MOST_FOLLOWED = 256;

    private AdmittanceRules() {}

    /** Whether anything is known that must come in; a real server's document has no ports. */
    static boolean concern(DesiredState document) {
        return document.role() == NodeRole.DIRECTOR
                && !document.virtualAddresses().isEmpty();
    }

    /** At most one finding per place in the packet filter and kind of packet. */
    static List<Finding> findings(DesiredState document, Ruleset ruleset) {
        Map<String, List<Packet>> dropped = new TreeMap<>();
        Set<Packet> packets = packets(document);
        for (Packet packet : packets.stream().limit(MOST_FOLLOWED).toList()) {
            FirewallRules.drop(ruleset, packet)
                    .ifPresent(where -> dropped.computeIfAbsent(
                                    (packet.isVrrp() ? "1 " : "2 ") + where, _ -> new ArrayList<>())
                            .add(packet));
        }
        List<Finding> findings = new ArrayList<>();
        dropped.forEach((where, which) -> findings.add(finding(where.substring(2), which)));
        if (packets.size() > MOST_FOLLOWED) {
            findings.add(Code.CANNOT_TELL.info(
                    CHECK,
                    "cannot tell of every service whether its packets come in, because at most " + MOST_FOLLOWED
                            + " of " + packets.size() + " are followed through the packet filter",
                    "look by hand: nft list ruleset"));
        }
        return findings;
    }

    private static Finding finding(String where, List<Packet> packets) {
        Packet first = packets.getFirst();
        String named = String.join(
                ", ",
                packets.stream()
                        .map(Packet::toString)
                        .distinct()
                        .limit(MOST_NAMED)
                        .toList());
        long more = packets.stream().map(Packet::toString).distinct().count() - MOST_NAMED;
        String evidence = where + " (" + named + (more > 0 ? " and " + more + " more" : "") + " in by "
                + first.networkInterface() + ")";
        String place = where.substring(0, where.indexOf(':'));
        return first.isVrrp()
                ? Code.FIREWALL_MAY_DROP_VRRP.warning(place, evidence, remedy(place, "meta l4proto vrrp"))
                : Code.FIREWALL_MAY_DROP_SERVICE.warning(place, evidence, remedy(place, condition(first)));
    }

    private static String condition(Packet packet) {
        return (packet.ipv6() ? "ip6" : "ip") + " daddr " + AddressText.of(packet.destination()) + " "
                + packet.protocol() + " dport " + packet.port();
    }

    private static String remedy(String place, String condition) {
        String chain = place.replaceFirst("table (\\S+) (\\S+), chain (\\S+)", "$1 $2 $3");
        return "nft insert rule " + chain + " " + condition + " accept; in the firewall's own configuration, to last";
    }

    private static Set<Packet> packets(DesiredState document) {
        Set<Packet> packets = new LinkedHashSet<>();
        for (DesiredAddress always : document.addresses()) {
            InetAddress group = always.address() instanceof Inet6Address ? VRRP_IPV6 : VRRP_IPV4;
            packets.add(vrrp(group, always.networkInterface()));
        }
        for (VirtualRouter router : document.failover().virtualRouters()) {
            InetAddress group = router.source() instanceof Inet6Address ? VRRP_IPV6 : VRRP_IPV4;
            boolean multicast = router.transport() == VirtualRouter.Transport.MULTICAST;
            packets.add(vrrp(multicast ? group : router.source(), router.networkInterface()));
        }
        List<DesiredAddress> held = document.virtualAddresses();
        document.services().forEach(it -> packet(it, held).ifPresent(packets::add));
        return packets;
    }

    private static Packet vrrp(InetAddress destination, String networkInterface) {
        return new Packet("vrrp", Packet.VRRP, destination, 0, networkInterface);
    }

    /** Behind a firewall mark nobody knows which packets are meant. */
    private static Optional<Packet> packet(DesiredService service, List<DesiredAddress> held) {
        return switch (service.endpoint()) {
            case ServiceEndpoint.FirewallMark _ -> Optional.empty();
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) ->
                held.stream()
                        .filter(it -> it.address().equals(address))
                        .findFirst()
                        .map(it -> new Packet(
                                ContractJson.word(protocol), number(protocol), address, port, it.networkInterface()));
        };
    }

    /** Source: IANA's protocol numbers. */
    private static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }
}
