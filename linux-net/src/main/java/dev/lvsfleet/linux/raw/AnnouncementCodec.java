package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.arp.ArpCodec;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whole Ethernet frames that tell everybody on the link where an address is now; pure.
 *
 * <p>Sources: RFC 5227, section 3 (ARP announcement); RFC 4861, sections 4.4 and 7.2.6 (unsolicited neighbour
 * advertisement).
 */
public final class AnnouncementCodec {

    private static final int ETHERTYPE_IPV6 = 0x86dd;

    private static final int FRAME_HEADER = 14;

    private static final int IPV6_HEADER = 40;
    private static final int ADVERTISEMENT = 32;
    private static final int NEXT_HEADER_ICMP = 58;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;
    private static final int ROUTER = 0x8000_0000;
    private static final int OVERRIDE = 0x2000_0000;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;
    private static final int CHECKSUM_AT = FRAME_HEADER + IPV6_HEADER + 2;
    private static final byte[] ALL_NODES = InetAddress.ofLiteral("ff02::1").getAddress();

    /** The Ethernet address of all nodes: 33:33 and the last four bytes of the group (RFC 2464, section 7). */
    private static final byte[] ALL_NODES_FRAME = {0x33, 0x33, 0, 0, 0, 1};

    private AnnouncementCodec() {}

    /** What keepalived says, too: for IPv4 a request that asks for the address itself, for IPv6 an advertisement.
     *
     * @param router whether this host forwards IPv6; a host that was a router and says otherwise is taken out of routes */
    public static byte[] announcement(MacAddress hardware, InetAddress address, boolean router) {
        return address instanceof Inet4Address
                ? ArpCodec.announcement(hardware, address)
                : neighbourAdvertisement(hardware, address, router);
    }

    /** The same of IPv4 as an answer that nobody asked for: there are hosts that learn from one form only. */
    public static byte[] unaskedReply(MacAddress hardware, InetAddress address) {
        return ArpCodec.unaskedReply(hardware, address);
    }

    private static byte[] neighbourAdvertisement(MacAddress hardware, InetAddress address, boolean router) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + IPV6_HEADER + ADVERTISEMENT)
                .put(ALL_NODES_FRAME)
                .put(hardware.bytes())
                .putShort((short) ETHERTYPE_IPV6)
                .putInt(0x6000_0000)
                .putShort((short) ADVERTISEMENT)
                .put((byte) NEXT_HEADER_ICMP)
                .put((byte) IpConstants.LARGEST_HOP_COUNT)
                .put(address.getAddress())
                .put(ALL_NODES)
                .put((byte) NEIGHBOUR_ADVERTISEMENT)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(OVERRIDE | (router ? ROUTER : 0))
                .put(address.getAddress())
                .put((byte) TARGET_LINK_LAYER_ADDRESS)
                .put((byte) 1)
                .put(hardware.bytes());
        return frame.putShort(CHECKSUM_AT, (short) checksum(frame)).array();
    }

    /** Over the pseudo-header and the message. Source: RFC 8200, section 8.1. */
    private static int checksum(ByteBuffer frame) {
        int addresses = FRAME_HEADER + 8;
        long sum = ADVERTISEMENT + NEXT_HEADER_ICMP;
        for (int at = addresses; at < frame.capacity(); at += Short.BYTES) {
            sum += Short.toUnsignedInt(frame.getShort(at));
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> Short.SIZE);
        }
        return (int) ~sum & 0xffff;
    }
}
