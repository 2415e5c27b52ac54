package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the Active does. Pure. Source: RFC 9568, section 6.4.3.
 *
 * <p>What is public reckons in nanoseconds of the monotonic clock and allocates nothing: the steady beats ask it for every packet.
 */
public final class ActiveRules {

    private ActiveRules() {}

    /** Whether it was silent for so long that a peer may have taken the role. */
    static boolean hasStalled(Config config, State.Active active, Tick now) {
        return hasStalled(active.sentAt().nanos(), patience(config, active), now.nanos());
    }

    /** The same, of what it sent last and of its peers' {@link #patience}. */
    public static boolean hasStalled(long sentAt, long patience, long now) {
        return now - sentAt > patience;
    }

    /** For how long it may be silent without having stalled. */
    public static long patience(Config config, State.Active active) {
        return TimingRules.patience(config, active.advertised()).toNanos();
    }

    /** One that leaves was a rival too: until now it answered for the addresses. */
    static Step heard(Config config, State.Active active, VrrpPacket packet, InetAddress source, Tick now) {
        return defeat(config, active, packet.priority(), source)
                .map(reason -> stepDown(config, active, packet, reason, now))
                .orElseGet(() -> assertRole(config, active, now));
    }

    static Step timerFired(Config config, State.Active active, Tick now) {
        Step advertised = now.isBefore(active.advertAt()) ? Step.of(active) : onTime(config, active, now);
        return announced(config, (State.Active) advertised.next(), now).after(advertised.effects());
    }

    /** Addresses that go are gone from here before the advertisement that no longer has them; new ones are announced. */
    static Step reconfigured(Config config, State.Active active, Tick now) {
        List<Effect> effects = new ArrayList<>();
        List<InetAddress> gone = without(active.held(), config.addresses());
        List<InetAddress> come = without(config.addresses(), active.held());
        if (!gone.isEmpty()) {
            effects.add(new Effect.ReleaseAddresses(gone));
        }
        if (!come.isEmpty()) {
            effects.add(new Effect.ClaimAddresses(come));
            effects.add(new Effect.Announce(come, config.announcing().burst()));
        }
        State.Active holding = active.holding(config.addresses());
        State.Active next = come.isEmpty() ? holding : holding.with(Bursts.begunAt(now, config.announcing()));
        return advertise(config, next, now).after(effects);
    }

    /** Why the other one's claim is better; nothing when ours is. The addresses are compared as unsigned numbers. */
    private static Optional<Reason> defeat(Config config, State.Active active, Priority theirs, InetAddress source) {
        int compared = theirs.compareTo(active.conditions().priority(config));
        if (compared > 0) {
            return Optional.of(Reason.HIGHER_PRIORITY);
        }
        boolean higher =
                Arrays.compareUnsigned(source.getAddress(), config.source().getAddress()) > 0;
        return compared == 0 && higher ? Optional.of(Reason.HIGHER_ADDRESS) : Optional.empty();
    }

    private static Step stepDown(Config config, State.Active active, VrrpPacket packet, Reason reason, Tick now) {
        AdvertInterval own = config.interval();
        Watch watch = Watch.until(now, now, own, Reason.ACTIVE_SILENT);
        return RoleRules.stepDown(
                config, active, BackupRules.follow(config, active.conditions(), watch, packet, now), reason);
    }

    /** The rival must hear of us at once, and the link must learn again where the addresses are. */
    private static Step assertRole(Config config, State.Active active, Tick now) {
        if (!active.bursts().mayBurst(now, config.announcing())) {
            return advertise(config, active.with(active.bursts().soon(config.announcing())), now);
        }
        State.Active next = active.with(Bursts.begunAt(now, config.announcing()));
        return advertise(config, next, now).and(burst(config, active));
    }

    private static Step advertise(Config config, State.Active active, Tick now) {
        return advertise(config, active, now, now.plus(config.interval().duration()));
    }

    private static Step onTime(Config config, State.Active active, Tick now) {
        long next = nextAt(active.advertAt().nanos(), config.interval().nanos(), now.nanos());
        return advertise(config, active, now, new Tick(next));
    }

    /**
     * When it advertises next, after one that was due at a moment: it keeps the rhythm when the timer was a little late, and
     * begins a new one when it was late by an interval.
     */
    public static long nextAt(long advertAt, long interval, long now) {
        long inRhythm = advertAt + interval;
        return Tick.isBefore(now, inRhythm) ? inRhythm : now + interval;
    }

    private static Step advertise(Config config, State.Active active, Tick now, Tick next) {
        return Step.of(active.sent(now, next, config), RoleRules.advertisement(config, active.conditions()));
    }

    private static Step announced(Config config, State.Active active, Tick now) {
        Bursts bursts = active.bursts();
        if (bursts.burstIsDue(now)) {
            Bursts next = bursts.another()
                    ? Bursts.begunAt(now, config.announcing())
                    : Bursts.endedAt(now, config.announcing());
            return Step.of(active.with(next), burst(config, active));
        }
        if (bursts.refreshIsDue(now)) {
            Bursts next = bursts.refreshedAt(now, config.announcing());
            return Step.of(active.with(next), new Effect.Announce(active.held(), 1));
        }
        return Step.of(active);
    }

    private static Effect burst(Config config, State.Active active) {
        return new Effect.Announce(active.held(), config.announcing().burst());
    }

    private static List<InetAddress> without(List<InetAddress> some, List<InetAddress> others) {
        return some.stream().filter(address -> !others.contains(address)).toList();
    }
}
