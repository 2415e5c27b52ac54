package dev.lvsfleet.linux.rtnetlink;

import java.net.InetAddress;

/**
 * An address on a network interface.
 *
 * @param networkInterface the kernel's name for it, for example {@code eth0}
 * @param prefixLength 0 to 32, or to 128 for IPv6
 */
public record InterfaceAddress(String networkInterface, InetAddress address, int prefixLength) {

    public InterfaceAddress {
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " of " + address.getHostAddress() + " is not within 0.." + bits);
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength + " on " + networkInterface;
    }
}
