package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.LinkConstants.GRE_CSUM;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFF_UP;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_ADDRESS;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_GRE_IFLAGS;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_GRE_LOCAL;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_INFO_DATA;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_INFO_KIND;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_IPTUN_LOCAL;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_LINKINFO;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_MTU;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.LINK_CHANGE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.LINK_FLAGS;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFLA_IFNAME;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_INDEX;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.MalformedMessageException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/** The bytes of routing netlink's link messages; pure. */
final class LinkCodec {

    /** {@code IFNAMSIZ} without the NUL. */
    static final int LONGEST_NAME = 15;

    private static final int LONGEST_KIND = 63;

    private LinkCodec() {}

    static ByteBuffer any() {
        return new AttributeWriter(new byte[LINK_HEADER]).toPayload();
    }

    static ByteBuffer creation(String name, String kind) {
        return new AttributeWriter(new byte[LINK_HEADER])
                .string(IFLA_IFNAME, name, LONGEST_NAME)
                .nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_KIND, kind, LONGEST_KIND))
                .toPayload();
    }

    static ByteBuffer creation(String name, String kind, InetAddress local) {
        return tunnel(name, kind, data -> data.bytes(IFLA_IPTUN_LOCAL, local.getAddress()));
    }

    /** Of a GRE tunnel that takes packets with a checksum. */
    static ByteBuffer checksummed(String name, String kind, InetAddress local) {
        return tunnel(
                name,
                kind,
                data -> data.u16BigEndian(IFLA_GRE_IFLAGS, GRE_CSUM).bytes(IFLA_GRE_LOCAL, local.getAddress()));
    }

    private static ByteBuffer tunnel(String name, String kind, Consumer<AttributeWriter> content) {
        return new AttributeWriter(new byte[LINK_HEADER])
                .string(IFLA_IFNAME, name, LONGEST_NAME)
                .nested(
                        IFLA_LINKINFO,
                        info -> info.string(IFLA_INFO_KIND, kind, LONGEST_KIND).nested(IFLA_INFO_DATA, content))
                .toPayload();
    }

    static ByteBuffer number(int index) {
        return new AttributeWriter(header(index, 0, 0)).toPayload();
    }

    static ByteBuffer upOrDown(int index, boolean up) {
        return new AttributeWriter(header(index, up ? IFF_UP : 0, IFF_UP)).toPayload();
    }

    private static byte[] header(int index, int flags, int change) {
        return ByteBuffer.allocate(LINK_HEADER)
                .order(ByteOrder.nativeOrder())
                .putInt(LINK_INDEX, index)
                .putInt(LINK_FLAGS, flags)
                .putInt(LINK_CHANGE, change)
                .array();
    }

    static Link link(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.remaining() < LINK_HEADER) {
            throw new MalformedMessageException("a link message with " + payload.remaining() + " bytes");
        }
        Described described = new Described();
        AttributeReader attributes = new AttributeReader(payload.duplicate().position(LINK_HEADER));
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFLA_IFNAME -> described.name = attributes.string();
                case IFLA_MTU -> described.mtu = attributes.u32();
                case IFLA_ADDRESS -> described.address = attributes.bytes();
                case IFLA_LINKINFO -> attributes.nested(info -> described.kind = kind(info));
                default -> {}
            }
        }
        attributes.check();
        boolean up = (payload.getInt(LINK_FLAGS) & IFF_UP) != 0;
        return new Link(
                payload.getInt(LINK_INDEX),
                described.name,
                described.kind,
                up,
                described.mtu,
                described.address.length == MacAddress.LENGTH
                        ? Optional.of(MacAddress.of(described.address))
                        : Optional.empty());
    }

    /** What the attributes say, while they are read. */
    private static final class Described {
        private String name = "";
        private String kind = "";
        private int mtu;
        private byte[] address = {};
    }

    private static String kind(AttributeReader info) {
        String kind = "";
        while (info.next()) {
            if (info.type() == IFLA_INFO_KIND) {
                kind = info.string();
            }
        }
        return kind;
    }
}
