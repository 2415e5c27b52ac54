package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to the virtual routers, for logs, events and metrics. */
public sealed interface VrrpNotice {

    /** When, by the wall clock. */
    Instant at();

    /** A role changed, and all that belongs to it has been done.
     *
     * @param takeover as {@link RouterStatus#lastTakeover}; empty unless the new role is Active */
    record RoleChanged(Instant at, String router, Role from, Role to, Reason reason, Optional<Duration> takeover)
            implements VrrpNotice {}

    /** While Active it heard another one that is, and keeps the role; told once until that one has been silent for a while.
     *
     * @param priority 0 when the other one gives it up */
    record Rivalled(Instant at, String router, InetAddress rival, int priority) implements VrrpNotice {}

    /** A peer advertises otherwise than is told here, or that is over; told once each. */
    record PeerDiffers(Instant at, String router, InetAddress peer, PeerNews news) implements VrrpNotice {}

    /** Somebody took an address away from an Active, and it is there again. */
    record Restored(Instant at, String router, InetAddress address, String networkInterface) implements VrrpNotice {}

    /** Something could not be done, or was found that should not be.
     *
     * @param router empty when it is about all
     * @param what a sentence */
    record Trouble(Instant at, Optional<String> router, String what) implements VrrpNotice {}
}
