package dev.lvsfleet.vrrp.steady;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.packet.VrrpPacket;

/**
 * The state of one virtual router, and the beats it has taken since the machine made that: the only thing of this module
 * that changes. A beat allocates nothing.
 *
 * <p>Each input is offered to {@link #take} first. If that takes it, do what follows from a beat: send {@link #word}, if it
 * {@linkplain #isAdvertising is advertising}, then set the timer to {@link #timerAt}. If not, the machine steps from
 * {@link #state}, which is up to date, and what came of it is told here: first {@link #moved}, then {@link #movedBy}.
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
    public void moved(Config newConfig, State next) {
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

    /** It was this input that the machine made it of, passed to this one of a sync group. */
    public void movedBy(Input input) {
        if (input instanceof Input.Heard word && state instanceof State.Backup) {
            rhythm = SteadyRules.listening(config, state, word);
        }
    }

    /** Its role, which no beat changes. */
    public Role role() {
        return state.role();
    }

    /**
     * Takes the input as a beat, if it is one; else nothing changes.
     *
     * @return whether it was taken
     */
    public boolean take(Input input, long now) {
        if (input instanceof Input.Heard heard) {
            return takeWord(heard, now);
        }
        return input instanceof Input.TimerFired && takeTimer(now);
    }

    private boolean takeTimer(long now) {
        if (!(rhythm instanceof Rhythm.Advertising advertising) || !advertising.permits(lastAt, dueAt, now)) {
            return false;
        }
        lastAt = now;
        dueAt = advertising.nextAt(dueAt, now);
        behind = true;
        return true;
    }

    private boolean takeWord(Input.Heard heard, long now) {
        if (!(rhythm instanceof Rhythm.Listening listening) || !listening.permits(heard)) {
            return false;
        }
        lastAt = now;
        behind = true;
        return true;
    }

    /** Whether something is to be said with each beat; else it only waits anew. */
    public boolean isAdvertising() {
        return rhythm instanceof Rhythm.Advertising;
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
