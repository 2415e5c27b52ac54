package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.ADDRESS_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.CACHEINFO_LENGTH;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_ADDRESS;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_CACHEINFO;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_F_NODAD;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_LOCAL;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFLA_IFNAME;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.INFINITE_LIFETIME;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_INDEX;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.MalformedMessageException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/** The bytes of routing netlink's link and address messages; pure. */
final class AddressCodec {

    private AddressCodec() {}

    static ByteBuffer anyLink() {
        return new AttributeWriter(new byte[LINK_HEADER]).toPayload();
    }

    static ByteBuffer anyAddress() {
        return new AttributeWriter(new byte[ADDRESS_HEADER]).toPayload();
    }

    /**
     * An address to be put or taken. One of IPv6 is there at once, without duplicate address detection: a virtual address
     * moves between nodes and the detection would keep it silent for a second, or for ever where its last holder still answers.
     */
    static ByteBuffer payload(int interfaceIndex, InterfaceAddress address) {
        boolean lasting = address.address() instanceof Inet4Address;
        return payload(
                interfaceIndex,
                address.address(),
                address.prefixLength(),
                lasting ? new byte[0] : cacheInfo(0, INFINITE_LIFETIME));
    }

    /** The same, alone on its subnet, and gone by itself after that time unless it is put again before. */
    static ByteBuffer leased(int interfaceIndex, InetAddress address, int seconds) {
        boolean ipv4 = address instanceof Inet4Address;
        return payload(interfaceIndex, address, alone(address), cacheInfo(ipv4 ? seconds : 0, seconds));
    }

    /** The length of the prefix of an address that is alone on its subnet. */
    static int alone(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static ByteBuffer payload(int interfaceIndex, InetAddress address, int prefixLength, byte[] cacheInfo) {
        int family = address instanceof Inet4Address ? LinuxConstants.AF_INET : LinuxConstants.AF_INET6;
        byte[] header = ByteBuffer.allocate(ADDRESS_HEADER)
                .order(ByteOrder.nativeOrder())
                .put((byte) family)
                .put((byte) prefixLength)
                .put((byte) (family == LinuxConstants.AF_INET6 ? IFA_F_NODAD : 0))
                .put((byte) 0)
                .putInt(interfaceIndex)
                .array();
        byte[] bytes = address.getAddress();
        AttributeWriter attributes =
                new AttributeWriter(header).bytes(IFA_LOCAL, bytes).bytes(IFA_ADDRESS, bytes);
        if (cacheInfo.length > 0) {
            attributes.bytes(IFA_CACHEINFO, cacheInfo);
        }
        return attributes.toPayload();
    }

    /**
     * For how long it is preferred, and for how long valid. An address of IPv6 is never preferred, which the kernel calls
     * deprecated: it answers by the address, but begins nothing by it. Else a /128, the longest match, would be the source
     * of a director's tunnels, and a real server, which holds the address too, drops a packet from its own address.
     */
    private static byte[] cacheInfo(int preferredSeconds, int validSeconds) {
        return ByteBuffer.allocate(CACHEINFO_LENGTH)
                .order(ByteOrder.nativeOrder())
                .putInt(preferredSeconds)
                .putInt(validSeconds)
                .array();
    }

    static int linkIndex(NetlinkMessage message) {
        return longEnough(message, LINK_HEADER).getInt(LINK_INDEX);
    }

    static String linkName(NetlinkMessage message) {
        AttributeReader attributes =
                new AttributeReader(longEnough(message, LINK_HEADER).position(LINK_HEADER));
        String name = "";
        while (attributes.next()) {
            if (attributes.type() == IFLA_IFNAME) {
                name = attributes.string();
            }
        }
        attributes.check();
        return name;
    }

    /** The address of a message, or nothing when its interface went away after the names were read. */
    static Optional<InterfaceAddress> address(NetlinkMessage message, Map<Integer, String> names) {
        ByteBuffer payload = longEnough(message, ADDRESS_HEADER);
        int prefixLength = Byte.toUnsignedInt(payload.get(1));
        String name = names.get(payload.getInt(4));
        byte[] bytes = localAddress(new AttributeReader(payload.position(ADDRESS_HEADER)));
        if (name == null || bytes.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new InterfaceAddress(name, inetAddress(bytes), prefixLength));
    }

    /** IFA_LOCAL is this end; IFA_ADDRESS is the other end of a point-to-point link, and the only one IPv6 sends. */
    static byte[] localAddress(AttributeReader attributes) {
        byte[] local = {};
        byte[] address = {};
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_LOCAL -> local = attributes.bytes();
                case IFA_ADDRESS -> address = attributes.bytes();
                default -> {}
            }
        }
        attributes.check();
        return local.length > 0 ? local : address;
    }

    static InetAddress inetAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw (MalformedMessageException)
                    new MalformedMessageException("an address of " + bytes.length + " bytes").initCause(wrongLength);
        }
    }

    static ByteBuffer longEnough(NetlinkMessage message, int header) {
        ByteBuffer payload = message.payload();
        if (payload.remaining() < header) {
            throw new MalformedMessageException(
                    "a message of type " + message.type() + " with " + payload.remaining() + " bytes");
        }
        return payload;
    }
}
