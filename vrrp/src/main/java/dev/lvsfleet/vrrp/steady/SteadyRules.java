package dev.lvsfleet.vrrp.steady;

import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Bursts;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.util.Optional;

/** What repeats from a state on, and what the state is when it has. Pure. */
final class SteadyRules {

    /** So far off that nothing is due before it: 146 years, half of what the clock can tell apart. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private SteadyRules() {}

    /** Of an Active its advertisements, unless its peers know of another interval still; of the others nothing. */
    static Rhythm advertising(Config config, State state) {
        if (!(state instanceof State.Active active) || !active.advertised().equals(config.interval())) {
            return new Rhythm.None();
        }
        return new Rhythm.Advertising(
                AdvertisementRules.packet(config, active.conditions().priority(config)),
                config.interval().nanos(),
                TimingRules.patience(config, active.advertised()).toNanos(),
                until(active));
    }

    /** Of a Backup that heard the word just now, and follows who said it; of the others nothing. */
    static Rhythm listening(Config config, State state, Input.Heard word) {
        if (!(state instanceof State.Backup backup) || !isFollowed(config, backup, word.packet())) {
            return new Rhythm.None();
        }
        Priority own = backup.conditions().priority(config);
        return new Rhythm.Listening(
                word,
                TimingRules.activeDown(config, own, backup.watch().interval()).toNanos(),
                backup.watch().notBefore().nanos());
    }

    /**
     * The state after some beats: what the machine would have come to by itself.
     *
     * @param state before the first of them
     * @param lastAt when the last of them was
     * @param dueAt what an Active waits for since
     */
    static State caughtUp(Config config, State state, Rhythm rhythm, Tick lastAt, Tick dueAt) {
        if (state instanceof State.Active active) {
            return new State.Active(
                    active.conditions(),
                    active.since(),
                    lastAt,
                    dueAt,
                    active.advertised(),
                    active.held(),
                    active.bursts());
        }
        if (rhythm instanceof Rhythm.Listening listening) {
            // A Backup that hears the same word again forgets when it heard it before: the last time says it all.
            return VrrpMachine.step(config, state, listening.word(), lastAt).next();
        }
        return state;
    }

    private static long until(State.Active active) {
        Bursts bursts = active.bursts();
        Tick never = new Tick(active.advertAt().nanos() + NEVER);
        return earlier(earlier(never, bursts.nextAt()), bursts.refreshAt()).nanos();
    }

    private static Tick earlier(Tick one, Optional<Tick> other) {
        return other.map(one::orEarlier).orElse(one);
    }

    /** One that leaves is followed by none, and one of lower priority not by a Backup that is about to preempt it. */
    private static boolean isFollowed(Config config, State.Backup backup, VrrpPacket packet) {
        if (packet.priority().isLeaving()) {
            return false;
        }
        boolean lower = packet.priority().compareTo(backup.conditions().priority(config)) < 0;
        boolean mayPreempt = backup.conditions().able()
                && !backup.watch().deferring()
                && !(config.preemption() instanceof Preemption.Never);
        return !lower || !mayPreempt;
    }
}
