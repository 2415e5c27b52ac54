package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The attributes of one service as the kernel shows them, whether the value model can express them or not. */
final class ShownService {

    private int family;
    private int protocol;
    private byte[] address = {};
    private int port;
    private int firewallMark;
    private String scheduler = "";
    private String persistenceEngine = "";
    private int flags;
    private int timeout;
    private int netmask;

    void read(AttributeReader attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.SVC_ATTR_AF -> family = attributes.u16();
                case IpvsConstants.SVC_ATTR_PROTOCOL -> protocol = attributes.u16();
                case IpvsConstants.SVC_ATTR_ADDR -> address = attributes.bytes();
                case IpvsConstants.SVC_ATTR_PORT -> port = attributes.u16BigEndian();
                case IpvsConstants.SVC_ATTR_FWMARK -> firewallMark = attributes.u32();
                case IpvsConstants.SVC_ATTR_SCHED_NAME -> scheduler = attributes.string();
                case IpvsConstants.SVC_ATTR_PE_NAME -> persistenceEngine = attributes.string();
                case IpvsConstants.SVC_ATTR_FLAGS -> flags = flags(attributes);
                case IpvsConstants.SVC_ATTR_TIMEOUT -> timeout = attributes.u32();
                case IpvsConstants.SVC_ATTR_NETMASK -> netmask = attributes.u32BigEndian();
                default -> {} // statistics
            }
        }
    }

    private static int flags(AttributeReader attributes) {
        byte[] struct = attributes.bytes();
        if (struct.length != 2 * Integer.BYTES) {
            attributes.fail("service flags have " + struct.length + " bytes");
            return 0;
        }
        return ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder()).getInt() & ~IpvsConstants.SVC_F_HASHED;
    }

    /** The service, if it is one that the value model can express. */
    Optional<VirtualService> service() {
        Optional<InetAddress> shown = ShownAddress.of(family, address);
        boolean expressible = firewallMark == 0
                && family == LinuxConstants.AF_INET
                && protocol == TransportProtocol.TCP.number()
                && port != 0
                && persistenceEngine.isEmpty()
                && !scheduler.isEmpty()
                && scheduler.length() <= IpvsConstants.LONGEST_NAME
                && Netmask.toPrefix(netmask) >= 0
                && timeout >= 0;
        return shown.filter(_ -> expressible).map(literal -> {
            ServiceKey key = new ServiceKey(TransportProtocol.TCP, literal, port);
            // The kernel keeps the timeout of a service that is not persistent, and does nothing with it.
            boolean persistent = (flags & IpvsConstants.SVC_F_PERSISTENT) != 0 && timeout > 0;
            return new VirtualService(
                    key,
                    scheduler,
                    persistent ? flags & ~IpvsConstants.SVC_F_PERSISTENT : flags,
                    persistent ? timeout : 0,
                    Netmask.toPrefix(netmask));
        });
    }

    String description() {
        String engine = persistenceEngine.isEmpty() ? "" : " persistence engine " + persistenceEngine;
        if (firewallMark != 0) {
            return "firewall mark " + Integer.toUnsignedString(firewallMark) + engine;
        }
        return protocolName() + " " + ShownAddress.describe(family, address, port) + engine;
    }

    private String protocolName() {
        return switch (protocol) {
            case 6 -> "TCP";
            case 17 -> "UDP";
            case 132 -> "SCTP";
            default -> "protocol " + protocol;
        };
    }
}
