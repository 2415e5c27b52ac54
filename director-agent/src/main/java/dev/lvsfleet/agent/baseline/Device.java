package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device that unwraps tunnelled packets from any director.
 *
 * @param kind as routing netlink has it
 * @param module brings a device that takes what no other does, where there is no {@code local}
 * @param local the one address to which the packets come, for a device of our own; null for the module's
 */
public record Device(
        String name, String kind, String module, @Nullable InetAddress local) {

    private static final Device IPV4_IN_IPV4 = new Device("tunl0", "ipip", "ipip", null);
    private static final Device IPV6_IN_IPV4 = new Device("sit0", "sit", "sit", null);
    private static final Device GRE_OVER_IPV4 = new Device("gre0", "gre", "ip_gre", null);
    private static final Device GRE_OVER_IPV6 = new Device("ip6gre0", "ip6gre", "ip6_gre", null);

    /**
     * Its module's own, ip6tnl0, unwraps IPv6 and drops IPv4 (the kernel's {@code ip6_fb_tnl_dev_init}), and takes no
     * second one beside it that has no address either. The name follows from the address: another one, another device.
     */
    private static Device anyInIpv6(InetAddress local) {
        return new Device("lvs6-%08x".formatted(Arrays.hashCode(local.getAddress())), "ip6tnl", "ip6_tunnel", local);
    }

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
            return Optional.of(anyInIpv6(served.realServer()));
        }
        return Optional.of(served.address() instanceof Inet6Address ? IPV6_IN_IPV4 : IPV4_IN_IPV4);
    }
}
