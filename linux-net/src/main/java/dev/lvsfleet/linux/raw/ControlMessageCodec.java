package dev.lvsfleet.linux.raw;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The structs that say by which interface and from where a packet goes, or comes; pure. Sources: {@code in.h}, {@code in6.h}. */
final class ControlMessageCodec {

    /** {@code struct cmsghdr}: length, level, type. */
    private static final int CONTROL_HEADER = 16;

    private ControlMessageCodec() {}

    /** A control message with {@code struct in_pktinfo} or {@code in6_pktinfo}: by which interface, from which address. */
    static byte[] from(InetAddress source, int interfaceIndex) {
        if (source instanceof Inet4Address) {
            return control(32, CONTROL_HEADER + 12, IpConstants.IPPROTO_IP, IpConstants.IP_PKTINFO)
                    .putInt(CONTROL_HEADER, interfaceIndex)
                    .put(CONTROL_HEADER + 4, source.getAddress())
                    .array();
        }
        return control(40, CONTROL_HEADER + 20, IpConstants.IPPROTO_IPV6, IpConstants.IPV6_PKTINFO)
                .put(CONTROL_HEADER, source.getAddress())
                .putInt(CONTROL_HEADER + 16, interfaceIndex)
                .array();
    }

    private static ByteBuffer control(int space, int length, int level, int type) {
        return ByteBuffer.allocate(space)
                .order(ByteOrder.nativeOrder())
                .putLong(0, length)
                .putInt(8, level)
                .putInt(12, type);
    }

    /** {@code struct ip_mreqn} or {@code ipv6_mreq}: a group, on one interface. */
    static byte[] membership(InetAddress group, int interfaceIndex) {
        byte[] address = group.getAddress();
        boolean ipv4 = address.length == 4;
        return ByteBuffer.allocate(ipv4 ? 12 : 20)
                .order(ByteOrder.nativeOrder())
                .put(0, address)
                .putInt(ipv4 ? 8 : 16, interfaceIndex)
                .array();
    }

    /** Where the data of the control message of that level and type begins; -1 when there is none. */
    static int find(ByteBuffer control, int controlLength, int level, int type) {
        int at = 0;
        while (at + CONTROL_HEADER <= controlLength) {
            long length = control.getLong(at);
            if (length < CONTROL_HEADER || length > controlLength - at) {
                return -1;
            }
            if (control.getInt(at + 8) == level && control.getInt(at + 12) == type) {
                return at + CONTROL_HEADER;
            }
            at += (int) (length + Long.BYTES - 1) & -Long.BYTES;
        }
        return -1;
    }
}
