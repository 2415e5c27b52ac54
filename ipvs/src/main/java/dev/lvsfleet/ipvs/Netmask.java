package dev.lvsfleet.ipvs;

/** An IPv4 mask as a number and as a prefix length. */
final class Netmask {

    private Netmask() {}

    static int ofPrefix(int prefix) {
        return prefix == 0 ? 0 : -1 << (Integer.SIZE - prefix);
    }

    /** The prefix length of a mask, or -1 for one with gaps. */
    static int toPrefix(int mask) {
        int prefix = Integer.bitCount(mask);
        return ofPrefix(prefix) == mask ? prefix : -1;
    }
}
