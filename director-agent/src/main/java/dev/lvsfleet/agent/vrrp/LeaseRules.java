package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.TimingRules;
import java.time.Duration;

/** For how long an address outlives an agent that does not run. Pure. */
public final class LeaseRules {

    private static final long LEAST_SECONDS = 3;
    private static final int RENEWALS = 3;

    private LeaseRules() {}

    /**
     * As long as the peers wait, in whole seconds, and three at least: no longer, because then another holds the address; no
     * shorter, because a pause that makes nobody take over should take no address.
     */
    public static Duration usual(Config config) {
        long nanos = TimingRules.patience(config, config.interval()).toNanos();
        long seconds = Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
        return Duration.ofSeconds(Math.max(LEAST_SECONDS, seconds));
    }

    /** From one renewal to the next: two may fail. */
    static long renewalNanos(int leaseSeconds) {
        return Duration.ofSeconds(leaseSeconds).toNanos() / RENEWALS;
    }
}
