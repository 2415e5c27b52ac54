package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.packet.DiscardReason;
import dev.lvsfleet.vrrp.packet.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one virtual router is, and what it has seen since it was made.
 *
 * @param priority what it would advertise now, tracked things included
 * @param since when it took this role
 * @param reason of the last change of role
 * @param transitions changes of role
 * @param sent advertisements, each counted once however many peers there are
 * @param notSent advertisements that the kernel took for no peer
 * @param heard advertisements that counted
 * @param discarded that did not, by the reason
 * @param remarks what was odd about those that counted
 * @param restored addresses that somebody took away while they were held, and that were put back
 * @param notAnnounced messages to the link that the kernel did not take
 * @param lastTakeover from the former Active's last word to the announcement of the addresses here, if there was a former
 * @param obstacle what of this node keeps it from taking part, in sentences; empty for nothing
 */
public record RouterStatus(
        String name,
        Role role,
        int priority,
        Instant since,
        Optional<Reason> reason,
        long transitions,
        long sent,
        long notSent,
        long heard,
        Map<DiscardReason, Long> discarded,
        Map<Remark, Long> remarks,
        long restored,
        long notAnnounced,
        Optional<Duration> lastTakeover,
        String obstacle) {

    public RouterStatus {
        discarded = Map.copyOf(discarded);
        remarks = Map.copyOf(remarks);
    }
}
