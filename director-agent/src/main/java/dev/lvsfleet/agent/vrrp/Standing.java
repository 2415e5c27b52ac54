package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a virtual router is, published whole. */
record Standing(
        Role role,
        int priority,
        Instant since,
        Optional<Reason> reason,
        Optional<Duration> lastTakeover,
        String obstacle) {

    Standing with(int newPriority, String newObstacle) {
        return new Standing(role, newPriority, since, reason, lastTakeover, newObstacle);
    }
}
