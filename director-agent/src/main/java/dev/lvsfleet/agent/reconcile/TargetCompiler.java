package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates what is in effect from the fleet's terms into the kernel's. */
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
        return switch (endpoint) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) ->
                new ServiceKey.Endpoint(protocol(protocol), address, port);
            case ServiceEndpoint.FirewallMark mark -> throw refusedBefore(mark);
        };
    }

    /** The key under which the kernel has a real server of a service. */
    static DestinationKey keyOf(DesiredRealServer server) {
        return new DestinationKey(server.address(), server.port());
    }

    private static IpvsTable table(
            EffectiveState state, Map<ServiceEndpoint, List<Drain>> draining, Predicate<Placement> included) {
        return IpvsTable.of(state.services().stream()
                .map(service ->
                        entry(service, draining.getOrDefault(service.desired().endpoint(), List.of()), included))
                .toList());
    }

    private static ServiceEntry entry(EffectiveService service, List<Drain> draining, Predicate<Placement> included) {
        DesiredService desired = service.desired();
        Stream<Destination> placed = service.all().filter(included).map(it -> destination(it.server(), it.weight()));
        Stream<Destination> leaving = draining.stream().map(it -> destination(it.server(), 0));
        return ServiceEntry.of(
                VirtualService.of(keyOf(desired.endpoint()), desired.scheduler().kernelName()),
                Stream.concat(placed, leaving).toList());
    }

    private static Destination destination(DesiredRealServer server, int weight) {
        return new Destination(
                keyOf(server),
                forwarding(server.forwarding()),
                weight,
                server.upperThreshold(),
                server.lowerThreshold());
    }

    private static TransportProtocol protocol(Protocol protocol) {
        return switch (protocol) {
            case TCP -> TransportProtocol.TCP;
            case UDP, SCTP -> throw refusedBefore(protocol);
        };
    }

    private static ForwardingMethod forwarding(Forwarding forwarding) {
        return switch (forwarding) {
            case DIRECT_ROUTING -> ForwardingMethod.DIRECT_ROUTE;
            case NAT -> ForwardingMethod.MASQUERADE;
            case TUNNEL -> ForwardingMethod.TUNNEL;
        };
    }

    private static IllegalArgumentException refusedBefore(Object beyondTheClient) {
        return new IllegalArgumentException(beyondTheClient + " is more than the kernel client can express yet");
    }
}
