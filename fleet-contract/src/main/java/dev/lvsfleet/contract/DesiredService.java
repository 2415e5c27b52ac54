package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service of a node's IPVS table, before health has its say.
 *
 * @param name the operator's name for it, in reports and events
 * @param flags always in the order of the enum, so that equal services are equal bytes
 * @param persistence null when every connection is scheduled anew
 * @param realServers the whole pool, each with the operator's weight
 * @param fallback who serves while the pool lacks its quorum; empty for nobody
 */
public record DesiredService(
        String name,
        ServiceEndpoint endpoint,
        Scheduler scheduler,
        Set<SchedulerFlag> flags,
        @Nullable Persistence persistence,
        List<DesiredRealServer> realServers,
        List<DesiredRealServer> fallback,
        PoolPolicy policy) {

    public DesiredService {
        requireNonNull(name, "name is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(scheduler, "scheduler is null");
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
        realServers = List.copyOf(realServers);
        fallback = List.copyOf(fallback);
        requireNonNull(policy, "policy is null");
    }
}
