package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.linux.clock.ClockReading;
import java.time.Duration;
import java.util.List;

/** Decides whether the clock is good enough: the times in events and reports are only as right as it is. */
final class ClockRules {

    static final String CHECK = "clock";

    private static final Duration TOLERABLE = Duration.ofMillis(500);
    private static final String REMEDY =
            "run a time daemon, for example chrony (systemctl enable --now chronyd), and look with chronyc tracking";

    private ClockRules() {}

    static List<Finding> findings(ClockReading clock) {
        if (!clock.synchronised()) {
            return List.of(Code.CLOCK_UNSYNCHRONISED.warning(CHECK, "adjtimex says STA_UNSYNC", REMEDY));
        }
        if (clock.estimatedError().compareTo(TOLERABLE) > 0) {
            String evidence = "adjtimex estimates an error of more than " + TOLERABLE.toMillis() + " ms";
            return List.of(Code.CLOCK_UNSYNCHRONISED.warning(CHECK, evidence, REMEDY));
        }
        return List.of();
    }
}
