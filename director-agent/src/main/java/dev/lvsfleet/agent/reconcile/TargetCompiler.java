package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
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
import java.util.Set;
import java.util.function.Function;

/** Translates what is in effect from the fleet's terms into the kernel's. */
public final class TargetCompiler {

    private TargetCompiler() {}

    public static Target compile(EffectiveState state) {
        IpvsTable claims = table(state, service -> service.desired().realServers());
        boolean complete = state.services().stream().allMatch(it -> it.ejected().isEmpty());
        IpvsTable table = complete ? claims : table(state, EffectiveService::pool);
        return new Target(table, claims, Set.copyOf(state.addresses()));
    }

    /** The key under which the kernel has a service. */
    public static ServiceKey keyOf(DesiredService service) {
        return switch (service.endpoint()) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) ->
                new ServiceKey.Endpoint(protocol(protocol), address, port);
            case ServiceEndpoint.FirewallMark mark -> throw refusedBefore(mark);
        };
    }

    private static IpvsTable table(
            EffectiveState state, Function<EffectiveService, List<DesiredRealServer>> realServers) {
        return IpvsTable.of(state.services().stream()
                .map(service -> entry(service, realServers.apply(service)))
                .toList());
    }

    private static ServiceEntry entry(EffectiveService service, List<DesiredRealServer> realServers) {
        DesiredService desired = service.desired();
        return ServiceEntry.of(
                VirtualService.of(keyOf(desired), desired.scheduler().kernelName()),
                realServers.stream().map(TargetCompiler::destination).toList());
    }

    private static Destination destination(DesiredRealServer server) {
        return new Destination(
                new DestinationKey(server.address(), server.port()),
                forwarding(server.forwarding()),
                server.weight(),
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
