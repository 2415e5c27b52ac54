package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.ServiceEndpoint;
import java.util.Map;
import java.util.stream.Collectors;

/** What is remembered of every service's pool. */
public record Pools(Map<ServiceEndpoint, PoolState> byEndpoint) {

    public static final Pools NONE = new Pools(Map.of());

    public Pools {
        byEndpoint = Map.copyOf(byEndpoint);
    }

    /** The pool behind an endpoint, a new one if it was never met. */
    public PoolState of(ServiceEndpoint endpoint) {
        return byEndpoint.getOrDefault(endpoint, PoolState.NEW);
    }

    /** These, or the very same object when they are what it holds already: then nobody has to compare them again. */
    Pools or(Map<ServiceEndpoint, PoolState> next) {
        return next.equals(byEndpoint) ? this : new Pools(next);
    }

    /** The same as far as it outlives a run of the agent: without ramps, and nobody who is simply up. */
    public Pools lasting() {
        return new Pools(byEndpoint.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().lasting())));
    }
}
