package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What one virtual router is told on one node. What contradicts itself is refused, never corrected.
 *
 * @param priority 1 to 255
 * @param interval that this node advertises by when it is Active
 * @param source the address this node advertises from; it breaks ties
 * @param addresses what the Active holds, 1 to 255, all of the source's family
 * @param downAdverts how many advertisements may be missed: 3 in the RFC, 1 to 100
 * @param startupDelay from the start, or from the end of a fault, for which the role is not taken, whatever is silent
 * @param grouped whether a sync group says when to take the role
 */
public record Config(
        Vrid vrid,
        Protocol protocol,
        Priority priority,
        AdvertInterval interval,
        InetAddress source,
        List<InetAddress> addresses,
        int downAdverts,
        Preemption preemption,
        Duration startupDelay,
        Announcing announcing,
        boolean grouped) {

    /** Missed advertisements after which the Active counts as gone. Source: RFC 9568, section 6.1. */
    public static final int USUAL_DOWN_ADVERTS = 3;

    private static final int MOST_DOWN_ADVERTS = 100;
    private static final int MOST_ADDRESSES = 255;

    public Config {
        addresses = List.copyOf(addresses);
        check(!priority.isLeaving(), "priority 0 is only for leaving");
        check(!addresses.isEmpty() && addresses.size() <= MOST_ADDRESSES, "there are 1 to 255 addresses");
        check(
                addresses.stream().allMatch(address -> address.getClass() == source.getClass()),
                "all addresses are of the source's family");
        check(downAdverts >= 1 && downAdverts <= MOST_DOWN_ADVERTS, "1 to 100 advertisements may be missed");
        check(!startupDelay.isNegative(), "a start-up delay is not negative");
        check(
                !priority.isOwner() || preemption instanceof Preemption.Immediate,
                "the owner of the addresses always preempts (RFC 9568, section 6.1)");
        switch (protocol) {
            case Protocol.V2 _ ->
                check(source instanceof Inet4Address && interval.fitsV2(), "version 2 is IPv4, with whole seconds");
            case Protocol.V3 _ -> check(interval.fitsV3(), "version 3 has at most 4095 centiseconds");
        }
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("not a virtual router: " + rule);
        }
    }
}
