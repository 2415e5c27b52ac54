package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device that unwraps tunnelled packets from any director.
 *
 * @param kind as routing netlink has it
 * @param module brings a device that takes what no other does, where there is no {@code local}
 * @param local the one address to which the packets come, for a device of our own; null for the module's
 * @param checksummed whether it takes only GRE with a checksum, and all others only GRE without
 */
public record Device(
        String name, String kind, String module, @Nullable InetAddress local, boolean checksummed) {

    private static final int DIGITS = 10;

    private static final Device IPV4_IN_IPV4 = new Device("tunl0", "ipip", "ipip", null, false);
    private static final Device IPV6_IN_IPV4 = new Device("sit0", "sit", "sit", null, false);
    private static final Device GRE_OVER_IPV4 = new Device("gre0", "gre", "ip_gre", null, false);
    private static final Device GRE_OVER_IPV6 = new Device("ip6gre0", "ip6gre", "ip6_gre", null, false);

    /**
     * Its module's own, ip6tnl0, unwraps IPv6 and drops IPv4 (the kernel's {@code ip6_fb_tnl_dev_init}), and takes no
     * second one beside it that has no address either. The name follows from the address: another one, another device.
     */
    private static Device anyInIpv6(InetAddress local) {
        return new Device("lvs6-" + number(local), "ip6tnl", "ip6_tunnel", local, false);
    }

    /** Its module's own cannot be made to want a checksum (the kernel's {@code ipgre_changelink}). */
    private static Device checksummedGre(InetAddress local) {
        Device plain = gre(local);
        return new Device("lvsg-" + number(local), plain.kind(), plain.module(), local, true);
    }

    private static Device gre(InetAddress local) {
        return local instanceof Inet6Address ? GRE_OVER_IPV6 : GRE_OVER_IPV4;
    }

    /** Of IPv4 the address itself, of IPv6 40 bits of a digest: with its prefix it fits into the 15 bytes of a name. */
    private static String number(InetAddress local) {
        byte[] address = local.getAddress();
        return local instanceof Inet6Address
                ? HexFormat.of().formatHex(digest(address), 0, DIGITS / 2)
                : HexFormat.of().formatHex(address);
    }

    private static byte[] digest(byte[] address) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(address);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The device for a tunnelled address. What comes by GUE is handed on by the kernel as if it had come by IP in IP. */
    public static Device of(ServedAddress served) {
        Tunnel tunnel = tunnel(served);
        InetAddress local = served.realServer();
        if (tunnel.encapsulation() == Encapsulation.GRE) {
            return tunnel.checksum() == TunnelChecksum.NONE ? gre(local) : checksummedGre(local);
        }
        if (local instanceof Inet6Address) {
            return anyInIpv6(local);
        }
        return served.address() instanceof Inet6Address ? IPV6_IN_IPV4 : IPV4_IN_IPV4;
    }

    /** The one of our devices that would get the packets of the address's own device, and drop them. */
    static Optional<String> rival(ServedAddress served) {
        return served.tunnel() != null && isGre(served, false)
                ? Optional.of(checksummedGre(served.realServer()).name())
                : Optional.empty();
    }

    /** Whether it comes by GRE, with or without a checksum. */
    static boolean isGre(ServedAddress served, boolean checksummed) {
        Tunnel tunnel = tunnel(served);
        return tunnel.encapsulation() == Encapsulation.GRE && (tunnel.checksum() != TunnelChecksum.NONE) == checksummed;
    }

    private static Tunnel tunnel(ServedAddress served) {
        return Objects.requireNonNullElse(served.tunnel(), Tunnel.PLAIN);
    }
}
