package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import java.net.Inet6Address;
import java.util.Optional;

/**
 * A device that unwraps tunnelled packets from any director: the one that its module brings with it.
 *
 * @param kind as routing netlink has it, for a kernel whose module brings none
 */
public record Device(String name, String kind, String module) {

    private static final Device IPV4_IN_IPV4 = new Device("tunl0", "ipip", "ipip");
    private static final Device IPV6_IN_IPV4 = new Device("sit0", "sit", "sit");
    private static final Device ANY_IN_IPV6 = new Device("ip6tnl0", "ip6tnl", "ip6_tunnel");
    private static final Device GRE_OVER_IPV4 = new Device("gre0", "gre", "ip_gre");
    private static final Device GRE_OVER_IPV6 = new Device("ip6gre0", "ip6gre", "ip6_gre");

    /** The device for a tunnelled address; nothing for a tunnel that is not prepared by this version. */
    public static Optional<Device> of(ServedAddress served) {
        Tunnel tunnel = served.tunnel() == null ? Tunnel.PLAIN : served.tunnel();
        if (tunnel.checksum() != TunnelChecksum.NONE || tunnel.encapsulation() == Encapsulation.GUE) {
            return Optional.empty();
        }
        boolean overIpv6 = served.realServer() instanceof Inet6Address;
        if (tunnel.encapsulation() == Encapsulation.GRE) {
            return Optional.of(overIpv6 ? GRE_OVER_IPV6 : GRE_OVER_IPV4);
        }
        if (overIpv6) {
            return Optional.of(ANY_IN_IPV6);
        }
        return Optional.of(served.address() instanceof Inet6Address ? IPV6_IN_IPV4 : IPV4_IN_IPV4);
    }
}
