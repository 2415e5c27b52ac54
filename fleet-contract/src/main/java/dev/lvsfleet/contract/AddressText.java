package dev.lvsfleet.contract;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The one text of an address, so that equal addresses are equal texts wherever they are written (RFC 5952). */
public final class AddressText {

    private static final int GROUPS = 8;

    /** The zeros that {@code ::} stands for; the longest such run, the first of equals, and never a single one. */
    private record Zeros(int from, int to) {

        int length() {
            return to - from;
        }
    }

    private AddressText() {}

    /** For example {@code 192.168.148.161} or {@code 2001:db8::161}; without a scope. */
    public static String of(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        int[] groups = groups(address.getAddress());
        Zeros zeros = longestZeros(groups);
        return zeros.length() < 2
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, zeros.from()) + "::" + hex(groups, zeros.to(), GROUPS);
    }

    private static int[] groups(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
        }
        return groups;
    }

    private static Zeros longestZeros(int[] groups) {
        Zeros longest = new Zeros(0, 0);
        int from = 0;
        for (int i = 0; i < GROUPS; i++) {
            if (groups[i] != 0) {
                from = i + 1;
            } else if (i + 1 - from > longest.length()) {
                longest = new Zeros(from, i + 1);
            }
        }
        return longest;
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
