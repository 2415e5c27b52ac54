package dev.lvsfleet.lab.topology;

import java.net.InetAddress;

/**
 * A place on a network.
 *
 * @param host its number there, 1 to 254
 */
public record Attachment(Network network, int host) {

    public InetAddress address() {
        return network.address(host);
    }

    public InetAddress address6() {
        return network.address6(host);
    }

    /** The IPv4 address with the length of its network's prefix. */
    public String interfaceAddress() {
        return address().getHostAddress() + "/" + Network.PREFIX_LENGTH;
    }

    /** The IPv6 address with the length of its network's prefix. */
    public String interfaceAddress6() {
        return address6().getHostAddress() + "/" + Network.PREFIX_LENGTH_6;
    }
}
