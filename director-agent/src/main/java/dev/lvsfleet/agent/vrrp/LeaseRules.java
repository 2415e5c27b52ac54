package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.packet.Priority;
import java.time.Duration;

/** For how long an address outlives an agent that does not run. Pure. */
public final class LeaseRules {

    private static final long LEAST_SECONDS = 3;
    private static final int RENEWALS = 3;
    private static final int MOST_RENEWALS = 10;

    /** Whoever has it waits the longest. */
    private static final Priority PATIENTEST = new Priority(1);

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

    /**
     * From one renewal to the next: two may fail, and what is left of a lease that is longer than any peer waits is not less than
     * that. So of a killed agent's addresses none is gone before another holds it. But there are ten renewals a lease at most:
     * where that would take more, of 4 s with adverts of 1 s, less is left, by less than a tenth of the lease.
     */
    static long renewalNanos(RouterSettings router) {
        Config election = router.election();
        long lease = Duration.ofSeconds(router.leaseSeconds()).toNanos();
        long wait = TimingRules.activeDown(election, PATIENTEST, election.interval())
                .toNanos();
        long rare = lease / RENEWALS;
        return lease <= wait ? rare : Math.clamp(lease - wait, lease / MOST_RENEWALS, rare);
    }
}
