package dev.lvsfleet.linux.sys;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a {@code struct sockaddr}, by family; pure.
 *
 * <p>Sources: {@code include/uapi/linux/in.h}, {@code in6.h}, {@code if_packet.h}, {@code netlink.h}.
 */
public final class SocketAddressCodec {

    private SocketAddressCodec() {}

    /** {@code struct sockaddr_in} or {@code sockaddr_in6}; a port means nothing to a raw socket, and has to be 0. */
    public static byte[] ip(InetAddress address, int interfaceIndex) {
        return address instanceof Inet4Address
                ? family(16, LinuxConstants.AF_INET)
                        .put(4, address.getAddress())
                        .array()
                : family(28, LinuxConstants.AF_INET6)
                        .put(8, address.getAddress())
                        .putInt(24, interfaceIndex)
                        .array();
    }

    /** {@code struct sockaddr_ll}: one interface.
     *
     * @param etherType what is heard there; 0 to hear nothing, and to send what the frame itself says it is */
    public static byte[] linkLayer(int interfaceIndex, int etherType) {
        return family(20, LinuxConstants.AF_PACKET)
                .put(2, (byte) (etherType >>> Byte.SIZE))
                .put(3, (byte) etherType)
                .putInt(4, interfaceIndex)
                .array();
    }

    /** {@code struct sockaddr_nl} with port 0: for bind "any port", for connect "the kernel".
     *
     * @param groups of multicast, a bit each */
    public static byte[] netlink(int groups) {
        return family(12, LinuxConstants.AF_NETLINK).putInt(8, groups).array();
    }

    private static ByteBuffer family(int size, int family) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putShort(0, (short) family);
    }
}
