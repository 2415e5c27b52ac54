package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes of what is in effect the table that the kernel must hold. */
public final class TargetCompiler {

    private TargetCompiler() {}

    /** What the kernel must hold while this is in effect and these drain. */
    public static Target compile(EffectiveState state, Drains drains) {
        Map<ServiceEndpoint, List<Drain>> draining =
                drains.running().stream().collect(Collectors.groupingBy(Drain::endpoint));
        IpvsTable table = table(state, draining, it -> it.standing().isInTable());
        boolean complete = state.services().stream()
                .flatMap(EffectiveService::all)
                .allMatch(it -> it.standing().isInTable());
        IpvsTable claims = complete ? table : table(state, draining, it -> true);
        return new Target(table, claims, Set.copyOf(state.addresses()));
    }

    /** The key under which the kernel has a service. */
    public static ServiceKey keyOf(ServiceEndpoint endpoint) {
        return KernelCompiler.key(endpoint);
    }

    /** The key under which the kernel has a real server of a service. */
    public static DestinationKey keyOf(DesiredRealServer server) {
        return KernelCompiler.key(server);
    }

    private static IpvsTable table(
            EffectiveState state, Map<ServiceEndpoint, List<Drain>> draining, Predicate<Placement> included) {
        return IpvsTable.of(state.services().stream()
                .map(service ->
                        entry(service, draining.getOrDefault(service.desired().endpoint(), List.of()), included))
                .toList());
    }

    private static ServiceEntry entry(EffectiveService service, List<Drain> draining, Predicate<Placement> included) {
        Stream<Destination> placed =
                service.all().filter(included).map(it -> KernelCompiler.destination(it.server(), it.weight()));
        Stream<Destination> leaving = draining.stream().map(it -> KernelCompiler.destination(it.server(), 0));
        return ServiceEntry.of(
                KernelCompiler.service(service.desired()),
                Stream.concat(placed, leaving).toList());
    }
}
