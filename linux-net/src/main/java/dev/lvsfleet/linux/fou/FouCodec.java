package dev.lvsfleet.linux.fou;

import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.util.Optional;

/** The bytes of the messages of the generic netlink family {@code fou}; pure. Source: {@code include/uapi/linux/fou.h}. */
final class FouCodec {

    static final String FAMILY = "fou";

    static final int FOU_CMD_ADD = 1;
    static final int FOU_CMD_DEL = 2;
    static final int FOU_CMD_GET = 3;

    static final int FOU_ATTR_PORT = 1;
    static final int FOU_ATTR_AF = 2;
    static final int FOU_ATTR_TYPE = 4;
    static final int FOU_ATTR_LOCAL_V4 = 6;
    static final int FOU_ATTR_LOCAL_V6 = 7;
    static final int FOU_ATTR_PEER_V4 = 8;
    static final int FOU_ATTR_PEER_V6 = 9;
    static final int FOU_ATTR_PEER_PORT = 10;
    static final int FOU_ATTR_IFINDEX = 11;

    static final int FOU_ENCAP_GUE = 2;

    private FouCodec() {}

    static void opening(GueListener listener, AttributeWriter attributes) {
        closing(listener, attributes);
        attributes.u8(FOU_ATTR_TYPE, FOU_ENCAP_GUE);
    }

    static void closing(GueListener listener, AttributeWriter attributes) {
        attributes
                .u16BigEndian(FOU_ATTR_PORT, listener.port())
                .u8(FOU_ATTR_AF, listener.ipv6() ? LinuxConstants.AF_INET6 : LinuxConstants.AF_INET);
    }

    /** A listener for packets from everywhere to every address; empty for one of another kind, or for some packets only.
     *
     * @throws dev.lvsfleet.linux.netlink.MalformedMessageException when it is no such message */
    static Optional<GueListener> listener(NetlinkMessage message) {
        AttributeReader attributes = GenericNetlinkFamily.attributes(message);
        int port = 0;
        int family = LinuxConstants.AF_INET;
        int type = 0;
        boolean narrow = false;
        while (attributes.next()) {
            switch (attributes.type()) {
                case FOU_ATTR_PORT -> port = attributes.u16BigEndian();
                case FOU_ATTR_AF -> family = attributes.u8();
                case FOU_ATTR_TYPE -> type = attributes.u8();
                // The kernel shows what was not asked for as zero, or not at all.
                case FOU_ATTR_LOCAL_V4,
                        FOU_ATTR_LOCAL_V6,
                        FOU_ATTR_PEER_V4,
                        FOU_ATTR_PEER_V6,
                        FOU_ATTR_PEER_PORT,
                        FOU_ATTR_IFINDEX -> narrow |= !isZero(attributes.bytes());
                default -> {}
            }
        }
        attributes.check();
        return type == FOU_ENCAP_GUE && port != 0 && !narrow
                ? Optional.of(new GueListener(family == LinuxConstants.AF_INET6, port))
                : Optional.empty();
    }

    private static boolean isZero(byte[] value) {
        for (byte one : value) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }
}
