package dev.lvsfleet.ipvs;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Addresses as people write them: IPv6 in the short form of RFC 5952, section 4. */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** With its port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    static String withPort(InetAddress address, int port) {
        return address instanceof Inet6Address ? "[" + of(address) + "]:" + port : of(address) + ":" + port;
    }

    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(Integer.toHexString(Short.toUnsignedInt(bytes.getShort())));
        }
        return shortened(groups);
    }

    /** Two colons stand for the first of the longest runs of zeros, if that has two groups or more. */
    private static String shortened(List<String> groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        if (length == 1) {
            return String.join(":", groups);
        }
        return String.join(":", groups.subList(0, start)) + "::"
                + String.join(":", groups.subList(start + length, GROUPS));
    }

    private static int zeros(List<String> groups, int start) {
        int end = start;
        while (end < GROUPS && groups.get(end).equals("0")) {
            end++;
        }
        return end - start;
    }
}
