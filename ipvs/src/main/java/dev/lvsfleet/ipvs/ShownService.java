package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
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
    private byte[] netmask = {};

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
                case IpvsConstants.SVC_ATTR_NETMASK -> netmask = attributes.bytes();
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
        boolean named = !scheduler.isEmpty() && scheduler.length() <= IpvsConstants.LONGEST_NAME;
        int switches = flags & ~IpvsConstants.SVC_F_PERSISTENT;
        if (!named || !SchedulerFlag.areAll(switches)) {
            return Optional.empty();
        }
        return key().flatMap(key -> persistence(key)
                .map(persistence -> new VirtualService(key, scheduler, SchedulerFlag.of(switches), persistence)));
    }

    /** What tells it from others, if that is something the value model can express. */
    Optional<ServiceKey> key() {
        if (firewallMark != 0) {
            return ShownAddress.family(family).map(known -> new ServiceKey.FirewallMark(known, firewallMark));
        }
        return TransportProtocol.of(protocol)
                .flatMap(known ->
                        ShownAddress.of(family, address).map(literal -> new ServiceKey.Endpoint(known, literal, port)));
    }

    /** The kernel keeps the timeout and the mask of a service that is not persistent, and does nothing with them. */
    private Optional<Persistence> persistence(ServiceKey key) {
        if ((flags & IpvsConstants.SVC_F_PERSISTENT) == 0) {
            boolean nothingElse = persistenceEngine.isEmpty() && !isOnEveryPort(key);
            return nothingElse ? Optional.of(Persistence.NONE) : Optional.empty();
        }
        int prefix = Netmask.prefix(key.family(), netmask);
        boolean expressible = timeout >= 1
                && timeout <= Persistence.MOST_SECONDS
                && prefix >= 0
                && persistenceEngine.length() <= IpvsConstants.LONGEST_NAME;
        return expressible ? Optional.of(new Persistence.Sticky(timeout, prefix, persistenceEngine)) : Optional.empty();
    }

    private static boolean isOnEveryPort(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint endpoint -> endpoint.port() == 0;
            case ServiceKey.FirewallMark _ -> false;
        };
    }

    String description() {
        String which = firewallMark == 0
                ? protocolName() + " " + ShownAddress.describe(family, address, port)
                : "firewall mark " + Integer.toUnsignedString(firewallMark) + " of family " + family;
        boolean persistent = (flags & IpvsConstants.SVC_F_PERSISTENT) != 0;
        return which + " (scheduler " + scheduler + ", flags 0x" + Integer.toHexString(flags)
                + (persistent ? ", persistence of " + Integer.toUnsignedString(timeout) + " s" : "")
                + (persistenceEngine.isEmpty() ? "" : ", persistence engine " + persistenceEngine) + ")";
    }

    private String protocolName() {
        return TransportProtocol.of(protocol).map(TransportProtocol::name).orElse("protocol " + protocol);
    }
}
