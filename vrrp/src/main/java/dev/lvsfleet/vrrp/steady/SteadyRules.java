package dev.lvsfleet.vrrp.steady;

import dev.lvsfleet.vrrp.election.ActiveRules;
import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.BackupRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.VrrpMachine;

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
                ActiveRules.patience(config, active),
                active.bursts().orDue(never(active)).nanos());
    }

    /** Of a Backup that heard the word just now, and follows who said it; of the others nothing. */
    static Rhythm listening(Config config, State state, Input.Heard word) {
        if (!(state instanceof State.Backup backup) || !BackupRules.follows(config, backup, word.packet())) {
            return new Rhythm.None();
        }
        long patience =
                BackupRules.patience(config, backup.conditions(), word.packet()).toNanos();
        return new Rhythm.Listening(word, patience, backup.watch());
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
            return active.sent(lastAt, dueAt, config);
        }
        if (rhythm instanceof Rhythm.Listening listening) {
            // A Backup that hears the same word again forgets when it heard it before: the last time says it all.
            return VrrpMachine.step(config, state, listening.word(), lastAt).next();
        }
        return state;
    }

    private static Tick never(State.Active active) {
        return new Tick(active.advertAt().nanos() + NEVER);
    }
}
