package dev.lvsfleet.agent.status;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Decides whether the loops of an agent still go round. */
final class LivenessRules {

    private static final Duration MARGIN = Duration.ofSeconds(10);

    private LivenessRules() {}

    /** How long ago each loop ended its newest pass, by its name. */
    static Map<String, Duration> ages(Map<String, Long> passedTicks, long nowTick) {
        Map<String, Duration> ages = new TreeMap<>();
        passedTicks.forEach((name, tick) -> ages.put(name, Duration.ofNanos(nowTick - tick)));
        return ages;
    }

    /** Whether none is older than three resync intervals and a margin. */
    static boolean allLive(Map<String, Duration> ages, Duration resyncInterval) {
        Duration limit = resyncInterval.multipliedBy(3).plus(MARGIN);
        return ages.values().stream().allMatch(age -> age.compareTo(limit) < 0);
    }
}
