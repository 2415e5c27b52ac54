package dev.lvsfleet.agent.drain;

import dev.lvsfleet.agent.rules.Backend;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every real server that drains.
 *
 * @param running at most one for each real server of a service
 * @param countAt when connections are counted next; null while nobody drains
 */
public record Drains(List<Drain> running, @Nullable Tick countAt) {

    public static final Drains NONE = new Drains(List.of(), null);

    public Drains {
        running = List.copyOf(running);
    }

    /** When connections are counted next; empty while nobody drains. */
    public Optional<Tick> nextCount() {
        return Optional.ofNullable(countAt);
    }

    /** Who drains of each service. */
    public Map<ServiceEndpoint, Set<Backend>> byEndpoint() {
        return running.stream()
                .collect(Collectors.groupingBy(
                        Drain::endpoint, Collectors.mapping(Drain::backend, Collectors.toUnmodifiableSet())));
    }
}
