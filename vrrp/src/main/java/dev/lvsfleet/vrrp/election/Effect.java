package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.util.List;

/** What the shell has to do, in the order given. */
public sealed interface Effect {

    /** Send it to the group or to every peer, now. */
    record SendAdvertisement(VrrpPacket packet) implements Effect {}

    /** Put the addresses on the interface. */
    record ClaimAddresses(List<InetAddress> addresses) implements Effect {

        public ClaimAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /** Take them away; what follows waits until they are gone, or another virtual router's of this node. */
    record ReleaseAddresses(List<InetAddress> addresses) implements Effect {

        public ReleaseAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Tell the link where the addresses are: gratuitous ARP or unsolicited neighbour advertisements.
     *
     * @param times how often for each address, 1 or more
     */
    record Announce(List<InetAddress> addresses, int times) implements Effect {

        public Announce {
            addresses = List.copyOf(addresses);
        }
    }

    /** Wake the virtual router then; replaces the timer that was set before. */
    record SetTimer(Tick at) implements Effect {}

    /** There is nothing to wait for. */
    record CancelTimer() implements Effect {}

    /** Tell everybody who wants to know. */
    record RoleChanged(Role from, Role to, Reason reason) implements Effect {}
}
