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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of what is in effect the table that the kernel must hold. */
public final class TargetCompiler {

    private TargetCompiler() {}

    /** What the kernel must hold while this is in effect and these drain. */
    public static Target compile(EffectiveState state, Drains drains) {
        return compile(state, drains, Map.of()).target();
    }

    /** The same for less, where most is as it was.
     *
     * @param before the parts of the compilation before this one */
    public static Compilation compile(
            EffectiveState state, Drains drains, Map<ServiceEndpoint, Compilation.Part> before) {
        Map<ServiceEndpoint, List<Drain>> draining =
                drains.running().stream().collect(Collectors.groupingBy(Drain::endpoint));
        List<Compilation.Part> parts = state.services().stream()
                .map(it -> part(
                        it,
                        draining.getOrDefault(it.desired().endpoint(), List.of()),
                        before.get(it.desired().endpoint())))
                .toList();
        IpvsTable table = table(parts, Compilation.Part::entry);
        boolean complete = parts.stream().allMatch(it -> it.claim().equals(it.entry()));
        IpvsTable claims = complete ? table : table(parts, Compilation.Part::claim);
        return new Compilation(parts, new Target(table, claims, Set.copyOf(state.addresses())));
    }

    /** The key under which the kernel has a service. */
    public static ServiceKey keyOf(ServiceEndpoint endpoint) {
        return KernelCompiler.key(endpoint);
    }

    /** The key under which the kernel has a real server of a service. */
    public static DestinationKey keyOf(DesiredRealServer server) {
        return KernelCompiler.key(server);
    }

    private static IpvsTable table(List<Compilation.Part> parts, Function<Compilation.Part, ServiceEntry> what) {
        return IpvsTable.of(parts.stream().map(what).toList());
    }

    private static Compilation.Part part(
            EffectiveService service, List<Drain> draining, Compilation.@Nullable Part before) {
        if (before != null && before.isOf(service, draining)) {
            return before;
        }
        ServiceEntry entry = entry(service, draining, it -> it.standing().isInTable());
        boolean complete = service.all().allMatch(it -> it.standing().isInTable());
        return new Compilation.Part(service, draining, entry, complete ? entry : entry(service, draining, it -> true));
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
