package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The structs that say from where and to where a packet goes; pure. Sources: {@code in.h}, {@code in6.h}, {@code if_packet.h}. */
final class SocketAddressCodec {

    /** {@code struct cmsghdr}: length, level, type. */
    private static final int CONTROL_HEADER = 16;

    private SocketAddressCodec() {}

    /** {@code struct sockaddr_in} or {@code sockaddr_in6}; a port means nothing to a raw socket, and has to be 0. */
    static byte[] address(InetAddress address, int interfaceIndex) {
        if (address instanceof Inet4Address) {
            return ByteBuffer.allocate(16)
                    .order(ByteOrder.nativeOrder())
                    .putShort(0, (short) LinuxConstants.AF_INET)
                    .put(4, address.getAddress())
                    .array();
        }
        return ByteBuffer.allocate(28)
                .order(ByteOrder.nativeOrder())
                .putShort(0, (short) LinuxConstants.AF_INET6)
                .put(8, address.getAddress())
                .putInt(24, interfaceIndex)
                .array();
    }

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

    /** {@code struct sockaddr_ll}: one interface; the frame says all else. */
    static byte[] linkLayer(int interfaceIndex) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putShort(0, (short) LinuxConstants.AF_PACKET)
                .putInt(4, interfaceIndex)
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
