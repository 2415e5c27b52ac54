package dev.lvsfleet.vrrp.packet;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a well-formed advertisement is one that a virtual router obeys. Pure. */
public final class AcceptanceRules {

    private AcceptanceRules() {}

    /** Reads the bytes and judges them by what the virtual router takes. */
    public static Parsed judge(Acceptance acceptance, byte[] message, Arrival arrival) {
        return switch (PacketReader.parse(message, arrival)) {
            case Parsed.Discarded discarded -> discarded;
            case Parsed.Valid valid -> judge(acceptance, valid, arrival);
        };
    }

    private static Parsed judge(Acceptance acceptance, Parsed.Valid valid, Arrival arrival) {
        VrrpPacket packet = valid.packet();
        return foreign(acceptance, arrival)
                .or(() -> unlike(acceptance.own(), packet))
                .<Parsed>map(Parsed.Discarded::new)
                .orElseGet(() -> new Parsed.Valid(packet, remarks(acceptance.own(), valid)));
    }

    private static Optional<DiscardReason> foreign(Acceptance acceptance, Arrival arrival) {
        if (arrival.timeToLive() < acceptance.leastTimeToLive()) {
            return Optional.of(DiscardReason.WRONG_TIME_TO_LIVE);
        }
        if (arrival.source().equals(acceptance.ownSource())) {
            return Optional.of(DiscardReason.OWN_SOURCE);
        }
        boolean known = acceptance
                .peers()
                .map(peers -> peers.contains(arrival.source()))
                .orElse(true);
        return known ? Optional.empty() : Optional.of(DiscardReason.UNKNOWN_SOURCE);
    }

    private static Optional<DiscardReason> unlike(VrrpPacket own, VrrpPacket packet) {
        if (!packet.vrid().equals(own.vrid())) {
            return Optional.of(DiscardReason.OTHER_ROUTER_ID);
        }
        if (packet.getClass() != own.getClass()) {
            return Optional.of(DiscardReason.OTHER_VERSION);
        }
        return packet instanceof VrrpPacket.V2 theirs && own instanceof VrrpPacket.V2 ours
                ? unlikeV2(ours, theirs)
                : Optional.empty();
    }

    private static Optional<DiscardReason> unlikeV2(VrrpPacket.V2 own, VrrpPacket.V2 packet) {
        if (!packet.authentication().equals(own.authentication())) {
            return Optional.of(DiscardReason.OTHER_AUTHENTICATION);
        }
        return packet.interval().equals(own.interval()) ? Optional.empty() : Optional.of(DiscardReason.OTHER_INTERVAL);
    }

    private static Set<Remark> remarks(VrrpPacket own, Parsed.Valid valid) {
        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        remarks.addAll(valid.remarks());
        if (!new HashSet<>(valid.packet().addresses()).equals(new HashSet<>(own.addresses()))) {
            remarks.add(Remark.OTHER_ADDRESSES);
        }
        if (!valid.packet().interval().equals(own.interval())) {
            remarks.add(Remark.OTHER_INTERVAL);
        }
        return remarks;
    }
}
