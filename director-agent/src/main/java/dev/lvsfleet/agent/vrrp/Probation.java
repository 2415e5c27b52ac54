package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;

/**
 * What a virtual router that could not do its part has to prove. It rests, then it is on trial until it took the role as it
 * should; a trial that fails makes the next rest twice as long, and a role kept for as long as it had rested makes it short
 * again. Used by one thread; moments and lengths are nanoseconds of the monotonic clock.
 */
final class Probation {

    static final long FIRST_REST = 5_000_000_000L;
    static final long LONGEST_REST = 120_000_000_000L;

    /** Beside the delays before a role: for whom nobody had a use for so long, what failed then says nothing any more. */
    private static final long LONGEST_TRIAL = 600_000_000_000L;

    private enum Stage {
        CLEAN,
        RESTING,
        ON_TRIAL,
        PROVEN
    }

    private Stage stage = Stage.CLEAN;
    private String failing = "";
    private long since;
    private long rest = FIRST_REST;

    /** It could not do this.
     *
     * @return for how long it rests */
    long failed(String what, Config config, long now) {
        rest = switch (stage) {
            case CLEAN -> FIRST_REST;
            case RESTING -> rest;
            case ON_TRIAL -> isOn(config, now) ? longer() : FIRST_REST;
            case PROVEN -> now - since < rest ? longer() : FIRST_REST;
        };
        stage = Stage.RESTING;
        failing = what;
        return rest;
    }

    /** It takes part again, after its rest, or after another obstacle since. */
    void tries(long now) {
        if (stage == Stage.RESTING || stage == Stage.ON_TRIAL) {
            stage = Stage.ON_TRIAL;
            since = now;
        }
    }

    /** It took the role: it was heard, and has the addresses. */
    void proved(long now) {
        if (stage == Stage.ON_TRIAL) {
            stage = Stage.PROVEN;
            since = now;
        }
    }

    /** Whether it has something to prove, if that was not too long ago. */
    boolean isOnTrial() {
        return stage == Stage.ON_TRIAL;
    }

    /** Whether it is on trial. */
    boolean isOn(Config config, long now) {
        return stage == Stage.ON_TRIAL && now - since <= LONGEST_TRIAL + delays(config);
    }

    /** Whether it is on trial for this. */
    boolean isOn(String what, Config config, long now) {
        return failing.equals(what) && isOn(config, now);
    }

    private long longer() {
        return Math.min(2 * rest, LONGEST_REST);
    }

    private static long delays(Config config) {
        long preempting = config.preemption() instanceof Preemption.After(var delay) ? delay.toNanos() : 0;
        return config.startupDelay().toNanos() + preempting;
    }
}
