package dev.lvsfleet.health.judgement;

import java.util.List;

/** One move of the {@link HealthMachine}: the state to keep and what to do, in order. */
public record Step(State next, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }
}
