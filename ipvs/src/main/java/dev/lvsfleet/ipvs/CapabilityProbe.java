package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;

/** The entry that is written to see what a kernel keeps of it, and what that says; pure. */
final class CapabilityProbe {

    /** No packet has it unless somebody gives it to them: hardly anybody uses the highest bits at once. */
    static final ServiceKey SERVICE = new ServiceKey.FirewallMark(AddressFamily.IPV4, 0xfffffffe);

    private static final int PORT = 6080;

    /** In TEST-NET-1 (RFC 5737), where nobody is, and without weight. */
    static final Destination DESTINATION = Destination.of(
            new DestinationKey(InetAddress.ofLiteral("192.0.2.254"), 0),
            new ForwardingMethod.Tunnel(new Encapsulation.Gue(PORT, Encapsulation.Checksum.UDP)),
            0);

    private final EnumSet<Capability> present = EnumSet.noneOf(Capability.class);
    private final ShownDestination shown = new ShownDestination(AddressFamily.IPV4);
    private int tunnelType;
    private int tunnelPort;
    private int tunnelFlags;

    private CapabilityProbe() {}

    /** What a dump of the service's destinations says. */
    static Capabilities read(List<NetlinkMessage> dump) {
        EnumSet<Capability> present = EnumSet.noneOf(Capability.class);
        for (NetlinkMessage message : dump) {
            CapabilityProbe probe = new CapabilityProbe();
            ShownNest.read(message, IpvsConstants.CMD_ATTR_DEST, probe.shown::read);
            ShownNest.read(message, IpvsConstants.CMD_ATTR_DEST, probe::read);
            if (probe.shown.key().filter(DESTINATION.key()::equals).isPresent()) {
                present.addAll(probe.result());
            }
        }
        return new Capabilities(present);
    }

    private void read(AttributeReader attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.DEST_ATTR_ADDR_FAMILY -> present.add(Capability.DESTINATION_FAMILY);
                case IpvsConstants.DEST_ATTR_STATS64 -> present.add(Capability.WIDE_COUNTERS);
                case IpvsConstants.DEST_ATTR_TUN_TYPE -> tunnelType = attributes.u8();
                case IpvsConstants.DEST_ATTR_TUN_PORT -> tunnelPort = attributes.u16BigEndian();
                case IpvsConstants.DEST_ATTR_TUN_FLAGS -> tunnelFlags = attributes.u16();
                default -> {}
            }
        }
    }

    private EnumSet<Capability> result() {
        if (tunnelType == IpvsConstants.TUN_TYPE_GUE && tunnelPort == PORT) {
            present.add(Capability.GUE_TUNNELS);
        }
        if (tunnelFlags == IpvsConstants.TUN_FLAG_CSUM) {
            present.add(Capability.GRE_TUNNELS_AND_CHECKSUMS);
        }
        return present;
    }
}
