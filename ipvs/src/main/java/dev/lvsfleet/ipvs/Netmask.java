package dev.lvsfleet.ipvs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code IPVS_SVC_ATTR_NETMASK}: of IPv4 a mask in network byte order, of IPv6 a prefix length in the machine's. */
final class Netmask {

    private Netmask() {}

    /** An IPv4 mask as a number. */
    static int ofPrefix(int prefix) {
        return prefix == 0 ? 0 : -1 << (Integer.SIZE - prefix);
    }

    /** The prefix length that an attribute says, or -1 for one that says none, such as a mask with gaps. */
    static int prefix(AddressFamily family, byte[] attribute) {
        if (attribute.length != Integer.BYTES) {
            return -1;
        }
        ByteBuffer bytes = ByteBuffer.wrap(attribute);
        return switch (family) {
            case IPV4 -> toPrefix(bytes.getInt());
            case IPV6 -> {
                int prefix = bytes.order(ByteOrder.nativeOrder()).getInt();
                yield prefix >= 1 && prefix <= family.bits() ? prefix : -1;
            }
        };
    }

    private static int toPrefix(int mask) {
        int prefix = Integer.bitCount(mask);
        return ofPrefix(prefix) == mask ? prefix : -1;
    }
}
