package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.time.Duration;
import java.util.Optional;

/** What a Backup does. Pure. Source: RFC 9568, section 6.4.2. */
public final class BackupRules {

    private BackupRules() {}

    static Step heard(Config config, State.Backup backup, VrrpPacket packet, Tick now) {
        if (packet.priority().isLeaving()) {
            AdvertInterval active = backup.watch().interval();
            Duration skew = TimingRules.skew(config.protocol(), priority(config, backup), active);
            return Step.of(backup.with(backup.watch().again(now.plus(skew), active, Reason.ACTIVE_LEFT)));
        }
        Optional<Tick> preemptAt =
                isLower(config, backup, packet) ? preemptAt(config, backup.watch(), now) : Optional.empty();
        if (!follows(config, backup, packet) && isDue(preemptAt, now)) {
            // Discarded: the timer that runs is what ends in preempting.
            Watch watch = backup.watch().withPreemptAt(preemptAt).withOnDeadline(Reason.PREEMPTED);
            return Step.of(backup.with(watch));
        }
        return Step.of(backup.with(
                follow(config, backup.conditions(), backup.watch(), packet, now).withPreemptAt(preemptAt)));
    }

    /**
     * Whether it waits anew as often as it hears this word, for {@link #patience}. One that leaves is followed by none, and one
     * of lower priority not for ever by a Backup that wants to preempt it.
     */
    public static boolean follows(Config config, State.Backup backup, VrrpPacket packet) {
        boolean preempts = isLower(config, backup, packet) && wantsToPreempt(config, backup);
        return !packet.priority().isLeaving() && !preempts;
    }

    /** For how long it waits anew when it hears that word and follows: Active_Down_Interval by the interval it learns. */
    public static Duration patience(Config config, Conditions conditions, VrrpPacket packet) {
        return TimingRules.activeDown(config, conditions.priority(config), learned(config, packet));
    }

    /** Learns the Active's interval, where that can be learned, and waits for it anew. */
    static Watch follow(Config config, Conditions conditions, Watch watch, VrrpPacket packet, Tick now) {
        Tick until = now.plus(patience(config, conditions, packet));
        return watch.again(until, learned(config, packet), Reason.ACTIVE_SILENT);
    }

    private static AdvertInterval learned(Config config, VrrpPacket packet) {
        return switch (config.protocol()) {
            case Protocol.V2 _ -> config.interval();
            case Protocol.V3 _ -> packet.interval();
        };
    }

    static Step timerFired(Config config, State.Backup backup, Tick now) {
        Watch watch = backup.watch();
        if (watch.silent() || now.isBefore(watch.deadline())) {
            return Step.of(backup);
        }
        if (mustLookAgain(watch, now.since(watch.deadline()))) {
            return lookAgain(config, backup, now);
        }
        return backup.conditions().able() && !config.grouped()
                ? RoleRules.claim(config, backup, watch.onDeadline(), now)
                : Step.of(backup.with(watch.fallenSilent()));
    }

    /** Who did not run did not listen, so what it did not hear says nothing. Once only, or a slow node would never claim. */
    private static boolean mustLookAgain(Watch watch, Duration late) {
        return late.compareTo(watch.interval().duration()) > 0 && !watch.lookedAgain();
    }

    private static Step lookAgain(Config config, State.Backup backup, Tick now) {
        Duration down = TimingRules.activeDown(
                config, priority(config, backup), backup.watch().interval());
        return Step.of(backup.with(backup.watch().lookingAgain(now.plus(down))));
    }

    /** The sync group lets all its members claim. */
    static Step groupClaims(Config config, State.Backup backup, Tick now) {
        return backup.isWilling()
                ? RoleRules.claim(config, backup, backup.watch().onDeadline(), now)
                : Step.of(backup);
    }

    /** The node became able. Of several that do so together the one of the highest priority is the first. */
    static Step able(Config config, State.Backup backup, Tick now) {
        Watch watch = backup.watch();
        if (!watch.silent() || config.grouped()) {
            return Step.of(backup);
        }
        Duration skew = TimingRules.skew(config.protocol(), priority(config, backup), watch.interval());
        return Step.of(backup.with(watch.again(now.plus(skew), watch.interval(), watch.onDeadline())));
    }

    /** A lower priority makes the skew longer, and the wait that goes on already with it. */
    static Step reweighed(Config config, State.Backup backup, Priority before) {
        Watch watch = backup.watch();
        Duration longer = TimingRules.skew(config.protocol(), priority(config, backup), watch.interval())
                .minus(TimingRules.skew(config.protocol(), before, watch.interval()));
        if (watch.silent() || longer.isZero()) {
            return Step.of(backup);
        }
        return Step.of(backup.with(watch.again(watch.deadline().plus(longer), watch.interval(), watch.onDeadline())));
    }

    /**
     * Waits anew by the new times, if they are others: an edit never makes a second Active. One of addresses alone leaves the
     * wait as it is: else edits that come again and again would put off a takeover for as long as they come.
     */
    static Step reconfigured(Config before, Config config, State.Backup backup, Tick now) {
        boolean sameTimes = priority(before, backup).equals(priority(config, backup))
                && before.interval().equals(config.interval())
                && before.downAdverts() == config.downAdverts()
                && before.preemption().equals(config.preemption());
        if (sameTimes) {
            return Step.of(backup);
        }
        AdvertInterval active = switch (config.protocol()) {
            case Protocol.V2 _ -> config.interval();
            case Protocol.V3 _ -> backup.watch().interval();
        };
        Duration down = TimingRules.activeDown(config, priority(config, backup), active);
        return Step.of(backup.with(backup.watch().again(now.plus(down), active, Reason.ACTIVE_SILENT)));
    }

    private static Optional<Tick> preemptAt(Config config, Watch watch, Tick now) {
        return switch (config.preemption()) {
            case Preemption.Immediate _ -> Optional.of(now);
            case Preemption.After(Duration delay) -> watch.preemptAt().or(() -> Optional.of(now.plus(delay)));
            case Preemption.Never _ -> Optional.empty();
        };
    }

    /** A node that could not claim anyway follows whoever is Active. */
    private static boolean wantsToPreempt(Config config, State.Backup backup) {
        return backup.conditions().able()
                && !backup.watch().deferring()
                && !(config.preemption() instanceof Preemption.Never);
    }

    private static boolean isLower(Config config, State.Backup backup, VrrpPacket packet) {
        return packet.priority().compareTo(priority(config, backup)) < 0;
    }

    private static boolean isDue(Optional<Tick> at, Tick now) {
        return at.map(tick -> !now.isBefore(tick)).orElse(false);
    }

    private static Priority priority(Config config, State.Backup backup) {
        return backup.conditions().priority(config);
    }
}
