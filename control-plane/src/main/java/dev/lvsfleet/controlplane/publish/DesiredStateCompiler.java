package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.controlplane.virtualservice.Delivery;
import dev.lvsfleet.controlplane.virtualservice.HostWord;
import dev.lvsfleet.controlplane.virtualservice.PreparedRules;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.Scheduling;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles a group into one whole document per director; the same group always gives the same documents. */
public final class DesiredStateCompiler {

    private static final Comparator<InetAddress> BY_ADDRESS =
            Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned);
    private static final Comparator<RealServer> BY_ENDPOINT =
            Comparator.comparing(RealServer::address, BY_ADDRESS).thenComparingInt(RealServer::port);

    private DesiredStateCompiler() {}

    /** The documents, in the order of the directors' names. */
    public static List<DesiredState> compile(GroupSnapshot group) {
        List<DesiredService> services = group.services().stream()
                .sorted(Comparator.comparing(VirtualService::name))
                .map(service -> service(service, group.reported()))
                .toList();
        Set<InetAddress> elected = FailoverCompiler.addresses(group.elections());
        List<InetAddress> addresses = group.services().stream()
                .flatMap(service -> service.addresses().stream())
                .filter(address -> !elected.contains(address))
                .distinct()
                .sorted(BY_ADDRESS)
                .toList();
        return group.nodes().stream()
                .sorted(Comparator.comparing(GroupSnapshot.Node::name))
                .map(node -> document(group, node, addresses, services))
                .toList();
    }

    private static DesiredState document(
            GroupSnapshot group, GroupSnapshot.Node node, List<InetAddress> addresses, List<DesiredService> services) {
        return new DesiredState(
                        DesiredState.SCHEMA,
                        node.name(),
                        group.revision(),
                        group.site(),
                        group.name(),
                        group.revisedAt(),
                        addresses.stream()
                                .map(address -> new DesiredAddress(
                                        address, AddressFamily.of(address).bits(), node.networkInterface()))
                                .toList(),
                        services,
                        node.table())
                .with(FailoverCompiler.compile(group.elections(), node));
    }

    private static DesiredService service(VirtualService service, Map<InetAddress, HostWord> reported) {
        Scheduling scheduling = service.scheduling();
        return new DesiredService(
                service.name(),
                service.endpoint(),
                scheduling.scheduler(),
                scheduling.flags(),
                scheduling.persistence(),
                pool(service, service.realServers(), reported),
                pool(service, service.fallback(), reported),
                service.policy());
    }

    private static List<DesiredRealServer> pool(
            VirtualService service, List<RealServer> servers, Map<InetAddress, HostWord> reported) {
        Optional<Function<RealServer, String>> targets = service.healthCheck().map(ProbeTargetCompiler::ids);
        // Weight 0 takes no new connections and keeps the old: a host that stops being prepared loses none it has.
        Set<RealServer> waiting = PreparedRules.waiting(service, servers, reported);
        return servers.stream()
                .sorted(BY_ENDPOINT)
                .map(server -> realServer(
                        server,
                        waiting.contains(server) ? 0 : server.weight(),
                        service.delivery().to(server),
                        targets.map(ids -> ids.apply(server)).orElse(null)))
                .toList();
    }

    private static DesiredRealServer realServer(
            RealServer server, int weight, Delivery delivery, @Nullable String target) {
        return new DesiredRealServer(
                server.address(),
                server.port(),
                weight,
                server.upperThreshold(),
                server.lowerThreshold(),
                delivery.forwarding(),
                delivery.tunnel(),
                target);
    }
}
