package dev.lvsfleet.vrrp.election;

import java.util.ArrayList;
import java.util.List;

/** One move of the {@link VrrpMachine}: the state to keep and what to do, in order. */
public record Step(State next, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }

    static Step of(State next, Effect... effects) {
        return new Step(next, List.of(effects));
    }

    /** The same state, and one thing more to do. */
    Step and(Effect effect) {
        if (effects.isEmpty()) {
            return new Step(next, List.of(effect));
        }
        if (effects.size() == 1) {
            return new Step(next, List.of(effects.getFirst(), effect));
        }
        List<Effect> all = new ArrayList<>(effects);
        all.add(effect);
        return new Step(next, all);
    }

    /** What was to do before this. */
    Step after(List<Effect> earlier) {
        if (effects.isEmpty()) {
            return new Step(next, earlier);
        }
        List<Effect> all = new ArrayList<>(earlier);
        all.addAll(effects);
        return new Step(next, all);
    }
}
