package dev.lvsfleet.lab.topology;

import java.net.InetAddress;

/**
 * One network of a lab: 192.168.<i>number</i>.0/24 and, beside it, fd00:<i>number</i>::/64.
 *
 * @param bridge the name of the bridge that joins its nodes
 * @param number 0 to 255
 */
public record Network(String bridge, int number) {

    /** The length of its IPv4 prefix. */
    public static final int PREFIX_LENGTH = 24;

    /** The length of its IPv6 prefix. */
    public static final int PREFIX_LENGTH_6 = 64;

    /** The IPv4 address of the host with that number, 1 to 254. */
    public InetAddress address(int host) {
        return InetAddress.ofLiteral("192.168." + number + "." + host);
    }

    /** The IPv6 address of the host with that number, which ends in the same digits. */
    public InetAddress address6(int host) {
        return InetAddress.ofLiteral("fd00:" + number + "::" + host);
    }

    /** Its IPv4 prefix with its length. */
    public String prefix() {
        return "192.168." + number + ".0/" + PREFIX_LENGTH;
    }

    /** Its IPv6 prefix with its length. */
    public String prefix6() {
        return "fd00:" + number + "::/" + PREFIX_LENGTH_6;
    }
}
