package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.DesiredService;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service as it is really served.
 *
 * @param pool every real server of the document, in its order
 * @param fallback every fallback server, likewise
 * @param quorum whether the pool has its quorum
 */
public record EffectiveService(DesiredService desired, List<Placement> pool, List<Placement> fallback, boolean quorum) {

    public EffectiveService {
        pool = List.copyOf(pool);
        fallback = List.copyOf(fallback);
    }

    public Stream<Placement> all() {
        return Stream.concat(pool.stream(), fallback.stream());
    }

    /** Those of the pool that have this standing, in the order of the document. */
    public List<Placement> that(Standing standing) {
        return pool.stream().filter(it -> it.standing() == standing).toList();
    }

    /** Whether real servers are down and serve all the same. */
    public boolean holds() {
        return pool.stream().anyMatch(it -> it.standing() == Standing.HELD);
    }

    public boolean isServedByFallback() {
        return fallback.stream().anyMatch(it -> it.standing() == Standing.FALLBACK);
    }

    /** Whether the pool lacks a quorum that the operator meant it to have. */
    public boolean lacksQuorum() {
        return !quorum && pool.stream().anyMatch(it -> it.server().weight() > 0);
    }
}
