package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.PacketCopy;
import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.packet.Acceptance;
import dev.lvsfleet.vrrp.packet.AcceptanceRules;
import dev.lvsfleet.vrrp.packet.Arrival;
import dev.lvsfleet.vrrp.packet.Parsed;
import dev.lvsfleet.vrrp.packet.Remark;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges what one virtual router hears. An Active says the same each time, so a packet that equals the one before is not
 * judged again, and costs no allocation. Used by one thread.
 */
final class Hearing {

    private final Acceptance acceptance;
    private final Counters counters;
    private @Nullable PacketCopy before;
    private @Nullable Parsed parsed;
    private List<Remark> remarks = List.of();
    private Input.@Nullable Heard heard;

    Hearing(RouterSettings settings, Counters counters) {
        this.acceptance = new Acceptance(
                AdvertisementRules.packet(
                        settings.election(), settings.election().priority()),
                settings.election().source(),
                settings.sources(),
                settings.leastTimeToLive());
        this.counters = counters;
    }

    /** What the machine is to be told, if anything. */
    Input.@Nullable Heard hear(ReceivedPacket packet) {
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
        return heard;
    }

    private void judge(ReceivedPacket packet) {
        InetAddress source = packet.source();
        Arrival arrival = new Arrival(source, packet.destination(), packet.timeToLive());
        before = packet.copy();
        parsed = AcceptanceRules.judge(acceptance, packet.message(), arrival);
        remarks = parsed instanceof Parsed.Valid valid ? List.copyOf(valid.remarks()) : List.of();
        heard = parsed instanceof Parsed.Valid valid ? new Input.Heard(valid.packet(), source) : null;
    }
}
