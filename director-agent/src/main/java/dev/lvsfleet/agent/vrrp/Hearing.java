package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.PacketCopy;
import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.packet.Acceptance;
import dev.lvsfleet.vrrp.packet.AcceptanceRules;
import dev.lvsfleet.vrrp.packet.Arrival;
import dev.lvsfleet.vrrp.packet.DiscardReason;
import dev.lvsfleet.vrrp.packet.Parsed;
import dev.lvsfleet.vrrp.packet.Remark;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what one virtual router hears. An Active says the same each time, so a packet that equals the one before is not
 * judged again, and costs no allocation. Used by one thread.
 */
final class Hearing {

    private static final Set<Remark> OF_THE_CONFIGURATION = EnumSet.of(Remark.OTHER_ADDRESSES, Remark.OTHER_INTERVAL);

    private final Acceptance acceptance;
    private final Counters counters;
    private final PeerBook peers;
    private @Nullable PacketCopy before;
    private @Nullable Parsed parsed;
    private List<Remark> remarks = List.of();
    private Input.@Nullable Heard heard;
    private @Nullable PeerDifference difference;

    Hearing(RouterSettings settings, Counters counters, PeerBook peers) {
        this.peers = peers;
        this.acceptance = new Acceptance(
                AdvertisementRules.packet(
                        settings.election(), settings.election().priority()),
                settings.election().source(),
                settings.sources(),
                settings.leastTimeToLive());
        this.counters = counters;
    }

    /** What the machine is to be told, if anything. */
    Input.@Nullable Heard hear(ReceivedPacket packet, long now) {
        if (before == null || parsed == null || !packet.equalsCopy(before)) {
            judge(packet);
        }
        switch (parsed) {
            case Parsed.Valid _ -> {
                counters.add(Counters.Count.HEARD);
                for (int i = 0; i < remarks.size(); i++) {
                    counters.add(remarks.get(i));
                }
            }
            case Parsed.Discarded(var reason) -> counters.add(reason);
            case null -> throw new IllegalStateException("nothing was judged");
        }
        if (difference != null || (heard != null && !peers.isEmpty())) {
            peers.heard(packet.source(), difference, now);
        }
        return heard;
    }

    private void judge(ReceivedPacket packet) {
        InetAddress source = packet.source();
        Arrival arrival = new Arrival(source, packet.destination(), packet.timeToLive());
        before = packet.copy();
        parsed = AcceptanceRules.judge(acceptance, packet.message(), arrival);
        remarks = parsed instanceof Parsed.Valid valid ? List.copyOf(valid.remarks()) : List.of();
        heard = parsed instanceof Parsed.Valid valid ? new Input.Heard(valid.packet(), source) : null;
        difference = difference(parsed);
    }

    private @Nullable PeerDifference difference(Parsed judged) {
        return switch (judged) {
            case Parsed.Valid(VrrpPacket packet, Set<Remark> remarks)
            when !Collections.disjoint(remarks, OF_THE_CONFIGURATION) ->
                new PeerDifference.Heard(
                        Set.copyOf(packet.addresses()),
                        Set.copyOf(acceptance.own().addresses()),
                        packet.interval().duration(),
                        acceptance.own().interval().duration());
            case Parsed.Valid _ -> null;
            case Parsed.Discarded(DiscardReason reason) -> unheard(reason);
        };
    }

    /** Discarded though it came from a peer: what it is told differs. Null for all else. */
    private static PeerDifference.@Nullable Unheard unheard(DiscardReason reason) {
        return switch (reason) {
            case OTHER_VERSION -> new PeerDifference.Unheard(PeerDifference.Why.OTHER_VERSION);
            case OTHER_AUTHENTICATION -> new PeerDifference.Unheard(PeerDifference.Why.OTHER_AUTHENTICATION);
            case OTHER_INTERVAL -> new PeerDifference.Unheard(PeerDifference.Why.OTHER_INTERVAL);
            default -> null;
        };
    }
}
