package dev.lvsfleet.agent.verdict;

import dev.lvsfleet.contract.HealthVerdict;
import java.util.Map;

/** The newest verdict of each target that has one. */
public record Verdicts(Map<String, HealthVerdict> byTarget) {

    public static final Verdicts NONE = new Verdicts(Map.of());

    public Verdicts {
        byTarget = Map.copyOf(byTarget);
    }

    public boolean isJudged(String target) {
        return byTarget.containsKey(target);
    }

    public boolean isDown(String target) {
        HealthVerdict verdict = byTarget.get(target);
        return verdict != null && verdict.health() == HealthVerdict.Health.DOWN;
    }
}
