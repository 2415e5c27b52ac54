package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.controlplane.body.Given;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses can be served or forwarded to: unicast literals, nothing that would have to be looked up. */
public final class AddressRules {

    private AddressRules() {}

    /** The address; an {@link IllegalArgumentException} says why it cannot be one. */
    public static InetAddress unicast(String text) {
        InetAddress address = literal(text);
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
        if (address instanceof Inet6Address && address.isLinkLocalAddress()) {
            throw new IllegalArgumentException("Must be reachable from other links, was a link-local address.");
        }
        if (isReserved(address)) {
            throw new IllegalArgumentException("Must be a unicast address, was from a reserved range.");
        }
        return address;
    }

    /** RFC 1122 and RFC 1112; RFC 4291, section 2.5.5.1. */
    private static boolean isReserved(InetAddress address) {
        int first = address.getAddress()[0] & 0xff;
        return address instanceof Inet6Address v6 ? v6.isIPv4CompatibleAddress() : first == 0 || first >= 240;
    }

    /** Says so of an address that has a prefix length, which {@code ip addr} shows and nothing here takes; else nothing. */
    public static void withoutPrefix(String text) {
        int slash = text.indexOf('/');
        if (slash > 0 && isLiteral(text.substring(0, slash))) {
            throw new IllegalArgumentException("Must be the address alone, " + text.substring(0, slash)
                    + ", without a prefix length, " + Given.was(text) + ".");
        }
    }

    private static boolean isLiteral(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static InetAddress literal(String text) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            withoutPrefix(text);
            throw new IllegalArgumentException(
                    "Must be an IPv4 address like 192.168.148.161 or an IPv6 address like 2001:db8::161, "
                            + Given.was(text) + ".",
                    e);
        }
        if (text.contains(":")) {
            return v6(address, text);
        }
        if (!address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException(
                    "Must be an IPv4 address in its full form, a.b.c.d without extra zeros.");
        }
        return address;
    }

    private static InetAddress v6(InetAddress address, String text) {
        if (address instanceof Inet4Address) {
            throw new IllegalArgumentException("Must be written as the IPv4 address it is, was IPv4-mapped IPv6.");
        }
        if (text.contains("%") || text.contains("[")) {
            throw new IllegalArgumentException("Must be an IPv6 address alone, without zone or brackets.");
        }
        return address;
    }
}
