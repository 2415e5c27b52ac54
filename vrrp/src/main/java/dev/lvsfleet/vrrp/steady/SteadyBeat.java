package dev.lvsfleet.vrrp.steady;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.packet.VrrpPacket;

/**
 * The state of one virtual router, and the beats it has taken since the machine made that: the only thing of this module
 * that changes. A beat allocates nothing.
 *
 * <p>Before an input goes to the machine, ask {@link #advertises} or {@link #hears}. If it was a beat, do what follows from
 * it: send {@link #word}, for an Active, then set the timer to {@link #timerAt}. If not, the machine steps from
 * {@link #state}, which is up to date, and what comes of it is told here by {@link #is} and {@link #heard}.
 *
 * <p>Used by one thread. Moments are nanoseconds of the monotonic clock.
 */
public final class SteadyBeat {

    private Config config;
    private State state = State.BEGINNING;
    private Rhythm rhythm = new Rhythm.None();
    private boolean behind;
    private long lastAt;
    private long dueAt;

    /** One that has lived through nothing yet. */
    public SteadyBeat(Config config) {
        this.config = config;
    }

    /** Where the machine goes on from: all beats so far included. */
    public State state() {
        if (behind) {
            behind = false;
            state = SteadyRules.caughtUp(config, state, rhythm, new Tick(lastAt), new Tick(dueAt));
        }
        return state;
    }

    /** The machine made this of it, by this configuration; the same again changes nothing. */
    public void is(Config newConfig, State next) {
        if (next.equals(state) && newConfig.equals(config) && !behind) {
            return;
        }
        config = newConfig;
        state = next;
        behind = false;
        rhythm = SteadyRules.advertising(config, state);
        if (state instanceof State.Active active) {
            lastAt = active.sentAt().nanos();
            dueAt = active.advertAt().nanos();
        }
    }

    /** What the machine made of it, it made of this word of a peer. */
    public void heard(Input.Heard word) {
        if (state instanceof State.Backup) {
            rhythm = SteadyRules.listening(config, state, word);
        }
    }

    /** The timer ran out: whether it is a beat, and all there is to do is to say the word again. */
    public boolean advertises(long now) {
        if (!(rhythm instanceof Rhythm.Advertising advertising) || !advertising.permits(lastAt, dueAt, now)) {
            return false;
        }
        lastAt = now;
        dueAt = advertising.nextAt(dueAt, now);
        behind = true;
        return true;
    }

    /** A word was heard: whether it is a beat, and all there is to do is to wait anew. */
    public boolean hears(Input.Heard heard, long now) {
        if (!(rhythm instanceof Rhythm.Listening listening) || !listening.permits(heard)) {
            return false;
        }
        lastAt = now;
        behind = true;
        return true;
    }

    /** What an Active says with each beat.
     *
     * @throws IllegalStateException when it is none, or has no rhythm */
    public VrrpPacket word() {
        if (rhythm instanceof Rhythm.Advertising advertising) {
            return advertising.word();
        }
        throw new IllegalStateException("it does not advertise: " + state);
    }

    /** What the timer is to be set to after a beat.
     *
     * @throws IllegalStateException when it has no rhythm */
    public long timerAt() {
        return switch (rhythm) {
            case Rhythm.Advertising advertising -> advertising.timerAt(dueAt);
            case Rhythm.Listening listening -> listening.timerAt(lastAt);
            case Rhythm.None _ -> throw new IllegalStateException("it has no rhythm: " + state);
        };
    }
}
