package dev.lvsfleet.controlplane.virtualservice;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses can be served or forwarded to: unicast IPv4 literals, nothing that would have to be looked up. */
final class AddressRules {

    private AddressRules() {}

    /** The address; an {@link IllegalArgumentException} says why it cannot be one. */
    static InetAddress unicast(String text) {
        InetAddress address = literal(text);
        int first = address.getAddress()[0] & 0xff;
        if (text.equals("255.255.255.255")) {
            throw new IllegalArgumentException("Must be a unicast address, was the broadcast address.");
        }
        if (address.isAnyLocalAddress()) {
            throw new IllegalArgumentException("Must be a unicast address, was the unspecified address.");
        }
        if (address.isMulticastAddress()) {
            throw new IllegalArgumentException("Must be a unicast address, was a multicast address.");
        }
        if (address.isLoopbackAddress()) {
            throw new IllegalArgumentException("Must be reachable from other hosts, was a loopback address.");
        }
        if (first == 0 || first >= 240) {
            throw new IllegalArgumentException("Must be a unicast address, was from a reserved range.");
        }
        return address;
    }

    private static InetAddress literal(String text) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Must be an IPv4 address like 192.168.148.161.", e);
        }
        if (!(address instanceof Inet4Address) || text.contains(":")) {
            throw new IllegalArgumentException("IPv6 is not supported yet; must be an IPv4 address.");
        }
        if (!address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException(
                    "Must be an IPv4 address in its full form, a.b.c.d without extra zeros.");
        }
        return address;
    }
}
