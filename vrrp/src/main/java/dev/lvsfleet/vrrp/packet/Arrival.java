package dev.lvsfleet.vrrp.packet;

import java.net.InetAddress;

/**
 * How a packet came: what its IP header said.
 *
 * @param source who sent it
 * @param destination where it was sent to, a multicast group or an address of ours; of the same family
 * @param timeToLive what was left of it (IPv6: of the hop limit), 0 to 255
 */
public record Arrival(InetAddress source, InetAddress destination, int timeToLive) {

    public Arrival {
        if (source.getClass() != destination.getClass()) {
            throw new IllegalArgumentException("a packet has two addresses of one family");
        }
    }
}
