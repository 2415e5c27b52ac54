package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFF_RUNNING;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFF_UP;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.LINK_FLAGS;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.ADDRESS_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_FLAGS;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_F_DADFAILED;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_F_TENTATIVE;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_HEADER;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a message of routing netlink says; pure. */
final class NetworkChangeCodec {

    private static final int FLAGS = 2;
    private static final int INDEX = 4;

    private NetworkChangeCodec() {}

    /** Empty for a message that is about something else. */
    static Optional<NetworkChange> change(NetlinkMessage message) {
        return switch (message.type()) {
            case RouteConstants.RTM_NEWLINK, LinkConstants.RTM_DELLINK -> link(message);
            case RouteConstants.RTM_NEWADDR, RouteConstants.RTM_DELADDR -> address(message);
            default -> Optional.empty();
        };
    }

    /** A bridge tells of its ports by the same messages, with its own family: a port that leaves it is no link that goes. */
    private static Optional<NetworkChange> link(NetlinkMessage message) {
        ByteBuffer header = AddressCodec.longEnough(message, LINK_HEADER);
        if (header.get(0) != 0) {
            return Optional.empty();
        }
        if (message.type() == LinkConstants.RTM_DELLINK) {
            return Optional.of(new NetworkChange.LinkGone(header.getInt(RouteConstants.LINK_INDEX)));
        }
        int both = IFF_UP | IFF_RUNNING;
        boolean running = (header.getInt(LINK_FLAGS) & both) == both;
        return Optional.of(new NetworkChange.LinkIs(LinkCodec.link(message), running));
    }

    private static Optional<NetworkChange> address(NetlinkMessage message) {
        ByteBuffer header = AddressCodec.longEnough(message, ADDRESS_HEADER);
        byte[] bytes = AddressCodec.localAddress(
                new AttributeReader(header.duplicate().order(header.order()).position(ADDRESS_HEADER)));
        if (bytes.length == 0) {
            return Optional.empty();
        }
        int prefixLength = Byte.toUnsignedInt(header.get(1));
        int index = header.getInt(INDEX);
        return Optional.of(
                message.type() == RouteConstants.RTM_DELADDR
                        ? new NetworkChange.AddressGone(index, AddressCodec.inetAddress(bytes), prefixLength)
                        : new NetworkChange.AddressIs(
                                index, AddressCodec.inetAddress(bytes), prefixLength, isUsable(header)));
    }

    private static boolean isUsable(ByteBuffer header) {
        int flags = Byte.toUnsignedInt(header.get(FLAGS));
        AttributeReader attributes =
                new AttributeReader(header.duplicate().order(header.order()).position(ADDRESS_HEADER));
        while (attributes.next()) {
            if (attributes.type() == IFA_FLAGS) {
                flags = attributes.u32();
            }
        }
        return (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) == 0;
    }
}
