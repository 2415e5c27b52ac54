package dev.lvsfleet.vrrp.packet;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The sixteen bit one's complement sum of the Internet protocols. Source: RFC 1071; RFC 8200, section 8.1. */
final class Checksum {

    private static final int WORD = 0xffff;

    private Checksum() {}

    /** Of a message as it is, its checksum field included: zero when that field is right. */
    static int of(byte[] message) {
        return ~folded(sum(message)) & WORD;
    }

    /**
     * The same, with the pseudo-header before it: addresses, length and protocol.
     *
     * @param from of the IP packet; as long as {@code to}
     */
    static int of(byte[] message, InetAddress from, InetAddress to) {
        long pseudo = sum(from.getAddress()) + sum(to.getAddress()) + message.length + VrrpPacket.PROTOCOL;
        return ~folded(pseudo + sum(message)) & WORD;
    }

    /** By the form, for a packet between these; IPv6 has only one. */
    static int of(byte[] message, ChecksumForm form, InetAddress from, InetAddress to) {
        if (!(from instanceof Inet4Address)) {
            return of(message, from, to);
        }
        return switch (form) {
            case MESSAGE -> of(message);
            case PSEUDO_HEADER -> of(message, from, to);
        };
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (long) Byte.toUnsignedInt(bytes[i]) << (i % 2 == 0 ? Byte.SIZE : 0);
        }
        return sum;
    }

    private static int folded(long sum) {
        long rest = sum;
        while (rest > WORD) {
            rest = (rest & WORD) + (rest >>> Short.SIZE);
        }
        return (int) rest;
    }
}
