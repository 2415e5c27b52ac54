package dev.lvsfleet.vrrp.packet;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one virtual router takes from the link.
 *
 * @param own an advertisement as it would send it itself: version, id, interval, addresses and authentication are
 *     compared with it
 * @param ownSource the address it sends from
 * @param peers who may send; empty with multicast means anybody on the link
 * @param leastTimeToLive 1 to 255; 255 (RFC 9568, section 7.1) unless unicast peers are some hops away
 */
public record Acceptance(VrrpPacket own, InetAddress ownSource, Optional<Set<InetAddress>> peers, int leastTimeToLive) {

    public Acceptance {
        peers = peers.map(Set::copyOf);
        if (leastTimeToLive < 1 || leastTimeToLive > VrrpPacket.TIME_TO_LIVE) {
            throw new IllegalArgumentException("a time to live is 1 to 255, not " + leastTimeToLive);
        }
    }

    /** From these peers only, and only from this link. */
    public static Acceptance from(List<InetAddress> peers, VrrpPacket own, InetAddress ownSource) {
        return new Acceptance(own, ownSource, Optional.of(Set.copyOf(peers)), VrrpPacket.TIME_TO_LIVE);
    }

    /** From anybody on this link. */
    public static Acceptance fromAnybody(VrrpPacket own, InetAddress ownSource) {
        return new Acceptance(own, ownSource, Optional.empty(), VrrpPacket.TIME_TO_LIVE);
    }
}
