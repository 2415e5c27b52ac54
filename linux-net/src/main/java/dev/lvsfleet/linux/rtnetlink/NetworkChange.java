package dev.lvsfleet.linux.rtnetlink;

import java.net.InetAddress;

/** What routing netlink says of a link or an address: that it is so now, or is no more. */
public sealed interface NetworkChange {

    /** There is this link.
     *
     * @param running whether it is up and something is at its other end */
    record LinkIs(Link link, boolean running) implements NetworkChange {}

    /** There is no such link any more. */
    record LinkGone(int index) implements NetworkChange {}

    /** A link has this address.
     *
     * @param usable whether it may be sent from: duplicate address detection has ended, and found nobody */
    record AddressIs(int index, InetAddress address, int prefixLength, boolean usable) implements NetworkChange {}

    /** A link has this address no more. */
    record AddressGone(int index, InetAddress address, int prefixLength) implements NetworkChange {}
}
