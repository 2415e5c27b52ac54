package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
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

    /** Something could not be done, or was found that should not be.
     *
     * @param router empty when it is about all
     * @param what a sentence */
    record Trouble(Instant at, Optional<String> router, String what) implements VrrpNotice {}
}
