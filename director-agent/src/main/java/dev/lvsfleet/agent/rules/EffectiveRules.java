package dev.lvsfleet.agent.rules;

import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Steps the pools of all services of a document; what is remembered of a service goes with its endpoint. */
public final class EffectiveRules {

    private EffectiveRules() {}

    /** What is known besides the document. */
    public record Input(Verdicts verdicts, Map<ServiceEndpoint, Set<Backend>> draining) {

        public Input {
            draining = Map.copyOf(draining);
        }
    }

    /**
     * What follows.
     *
     * @param wake when a weight is next another number though nothing else happens
     */
    public record Step(Pools next, EffectiveState effective, Optional<Tick> wake) {}

    public static Step step(DesiredState desired, Pools pools, Input input, Tick now) {
        Map<ServiceEndpoint, PoolState> next = new HashMap<>();
        List<EffectiveService> services = new ArrayList<>();
        Optional<Tick> wake = Optional.empty();
        for (DesiredService service : desired.services()) {
            PoolState before = pools.of(service.endpoint());
            Set<Backend> draining = input.draining().getOrDefault(service.endpoint(), Set.of());
            PoolMachine.Step step =
                    PoolMachine.step(service, before, new PoolMachine.Input(input.verdicts(), draining), now);
            next.put(service.endpoint(), step.next());
            services.add(step.serves());
            wake = Tick.earliest(wake, step.wake());
        }
        return new Step(pools.or(next), new EffectiveState(desired.revision(), desired.addresses(), services), wake);
    }
}
