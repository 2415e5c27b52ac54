package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.Encapsulation.Checksum;
import dev.lvsfleet.ipvs.Encapsulation.Gre;
import dev.lvsfleet.ipvs.Encapsulation.Gue;
import dev.lvsfleet.ipvs.Encapsulation.IpInIp;
import dev.lvsfleet.ipvs.ForwardingMethod.DirectRoute;
import dev.lvsfleet.ipvs.ForwardingMethod.Masquerade;
import dev.lvsfleet.ipvs.ForwardingMethod.Tunnel;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import java.util.Optional;

/** The four numbers that are a forwarding method to the kernel; pure. */
final class ForwardingCodec {

    private ForwardingCodec() {}

    /** Writes a method; attributes of tunnels that are left out count as 0, which is IP in IP. */
    static void write(AttributeWriter attributes, ForwardingMethod method) {
        switch (method) {
            case Masquerade() -> attributes.u32(IpvsConstants.DEST_ATTR_FWD_METHOD, IpvsConstants.FWD_MASQ);
            case DirectRoute() -> attributes.u32(IpvsConstants.DEST_ATTR_FWD_METHOD, IpvsConstants.FWD_DROUTE);
            case Tunnel(Encapsulation encapsulation) -> {
                attributes.u32(IpvsConstants.DEST_ATTR_FWD_METHOD, IpvsConstants.FWD_TUNNEL);
                write(attributes, encapsulation);
            }
        }
    }

    private static void write(AttributeWriter attributes, Encapsulation encapsulation) {
        switch (encapsulation) {
            case IpInIp() -> {} // as old kernels know it, too
            case Gre(boolean checksum) ->
                attributes
                        .u8(IpvsConstants.DEST_ATTR_TUN_TYPE, IpvsConstants.TUN_TYPE_GRE)
                        .u16(IpvsConstants.DEST_ATTR_TUN_FLAGS, checksum ? IpvsConstants.TUN_FLAG_CSUM : 0);
            case Gue(int port, Checksum checksum) ->
                attributes
                        .u8(IpvsConstants.DEST_ATTR_TUN_TYPE, IpvsConstants.TUN_TYPE_GUE)
                        .u16BigEndian(IpvsConstants.DEST_ATTR_TUN_PORT, port)
                        .u16(IpvsConstants.DEST_ATTR_TUN_FLAGS, flags(checksum));
        }
    }

    /** The method of these numbers; nothing when they say more than a method can, or what no kernel acts on. */
    static Optional<ForwardingMethod> method(int forwarding, int tunnelType, int tunnelPort, int tunnelFlags) {
        boolean plain = tunnelType == 0 && tunnelPort == 0 && tunnelFlags == 0;
        return switch (forwarding) {
            case IpvsConstants.FWD_MASQ -> plain ? Optional.of(ForwardingMethod.MASQUERADE) : Optional.empty();
            case IpvsConstants.FWD_DROUTE -> plain ? Optional.of(ForwardingMethod.DIRECT_ROUTE) : Optional.empty();
            case IpvsConstants.FWD_TUNNEL ->
                encapsulation(tunnelType, tunnelPort, tunnelFlags).map(Tunnel::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Encapsulation> encapsulation(int type, int port, int flags) {
        return switch (type) {
            case IpvsConstants.TUN_TYPE_IPIP ->
                port == 0 && flags == 0 ? Optional.of(Encapsulation.IPIP) : Optional.empty();
            case IpvsConstants.TUN_TYPE_GRE ->
                port == 0 && (flags & ~IpvsConstants.TUN_FLAG_CSUM) == 0
                        ? Optional.of(new Gre(flags == IpvsConstants.TUN_FLAG_CSUM))
                        : Optional.empty();
            case IpvsConstants.TUN_TYPE_GUE ->
                port == 0 ? Optional.empty() : checksum(flags).map(checksum -> new Gue(port, checksum));
            default -> Optional.empty();
        };
    }

    private static int flags(Checksum checksum) {
        return switch (checksum) {
            case NONE -> 0;
            case UDP -> IpvsConstants.TUN_FLAG_CSUM;
            case REMOTE -> IpvsConstants.TUN_FLAG_REMCSUM;
        };
    }

    private static Optional<Checksum> checksum(int flags) {
        return switch (flags) {
            case 0 -> Optional.of(Checksum.NONE);
            case IpvsConstants.TUN_FLAG_CSUM -> Optional.of(Checksum.UDP);
            case IpvsConstants.TUN_FLAG_REMCSUM -> Optional.of(Checksum.REMOTE);
            default -> Optional.empty();
        };
    }
}
