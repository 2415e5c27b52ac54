package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.SlowStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with the policy of a pool. */
final class PolicyRules {

    /** Beyond this, a duration is a mistake. */
    static final Duration LONGEST = Duration.ofDays(30);

    private PolicyRules() {}

    /** One sentence for each fault; none for a sound policy. */
    static List<String> faults(PoolPolicy policy) {
        List<String> faults = new ArrayList<>();
        if (policy.ejectionLimit() < 0 || policy.ejectionLimit() > 100) {
            faults.add("ejection limit " + policy.ejectionLimit() + " is not 0 to 100 per cent");
        }
        Quorum quorum = policy.quorum();
        if (quorum.up() < 1 || quorum.hysteresis() < 0 || quorum.hysteresis() >= quorum.up()) {
            faults.add("quorum " + quorum.up() + " with hysteresis " + quorum.hysteresis()
                    + " is not 0 <= hysteresis < quorum");
        }
        SlowStart slowStart = policy.slowStart();
        if (slowStart != null) {
            if (!slowStart.duration().isPositive() || isTooLong(slowStart.duration())) {
                faults.add("slow start of " + slowStart.duration() + " is not above 0 and at most " + LONGEST);
            }
            if (slowStart.steps() < 0) {
                faults.add("slow start in " + slowStart.steps() + " steps");
            }
        }
        if (policy.drainTimeout().isNegative() || isTooLong(policy.drainTimeout())) {
            faults.add("drain timeout " + policy.drainTimeout() + " is not 0 to " + LONGEST);
        }
        return faults;
    }

    private static boolean isTooLong(Duration duration) {
        return duration.compareTo(LONGEST) > 0;
    }
}
