package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.LinkConstants.ROUTE_HEADER;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTA_GATEWAY;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTA_OIF;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTA_PRIORITY;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTA_TABLE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTN_UNICAST;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTPROT_STATIC;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RT_SCOPE_UNIVERSE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RT_TABLE_MAIN;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.MalformedMessageException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of routing netlink's route messages; pure. */
final class RouteCodec {

    private static final int DESTINATION_LENGTH = 1;
    private static final int TABLE = 4;
    private static final int TYPE = 7;

    private RouteCodec() {}

    static ByteBuffer any() {
        return new AttributeWriter(new byte[ROUTE_HEADER]).toPayload();
    }

    static ByteBuffer payload(DefaultRoute route) {
        byte[] header = new byte[ROUTE_HEADER];
        header[0] = (byte) (route.ipv6() ? LinuxConstants.AF_INET6 : LinuxConstants.AF_INET);
        header[TABLE] = (byte) RT_TABLE_MAIN;
        header[TABLE + 1] = RTPROT_STATIC;
        header[TABLE + 2] = RT_SCOPE_UNIVERSE;
        header[TYPE] = RTN_UNICAST;
        AttributeWriter attributes = new AttributeWriter(header).u32(RTA_PRIORITY, (int) route.metric());
        InetAddress gateway = route.gateway();
        if (gateway != null) {
            attributes.bytes(RTA_GATEWAY, gateway.getAddress());
        }
        if (route.interfaceIndex() != 0) {
            attributes.u32(RTA_OIF, route.interfaceIndex());
        }
        return attributes.toPayload();
    }

    /** What the message says of a default route of the main table; nothing when it is about another. */
    static Optional<DefaultRoute> defaultRoute(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.remaining() < ROUTE_HEADER) {
            throw new MalformedMessageException("a route message with " + payload.remaining() + " bytes");
        }
        int family = payload.get(0);
        boolean known = family == LinuxConstants.AF_INET || family == LinuxConstants.AF_INET6;
        if (!known || payload.get(DESTINATION_LENGTH) != 0 || payload.get(TYPE) != RTN_UNICAST) {
            return Optional.empty();
        }
        int table = Byte.toUnsignedInt(payload.get(TABLE));
        @Nullable InetAddress gateway = null;
        int interfaceIndex = 0;
        long metric = 0;
        AttributeReader attributes = new AttributeReader(payload.duplicate().position(ROUTE_HEADER));
        while (attributes.next()) {
            switch (attributes.type()) {
                case RTA_TABLE -> table = attributes.u32();
                case RTA_GATEWAY -> gateway = address(attributes.bytes());
                case RTA_OIF -> interfaceIndex = attributes.u32();
                case RTA_PRIORITY -> metric = Integer.toUnsignedLong(attributes.u32());
                default -> {}
            }
        }
        attributes.check();
        return table == RT_TABLE_MAIN
                ? Optional.of(new DefaultRoute(family == LinuxConstants.AF_INET6, gateway, interfaceIndex, metric))
                : Optional.empty();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new MalformedMessageException("a gateway of " + bytes.length + " bytes");
        }
    }
}
