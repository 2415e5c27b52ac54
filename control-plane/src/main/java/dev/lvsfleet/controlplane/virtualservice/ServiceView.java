package dev.lvsfleet.controlplane.virtualservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.controlplane.body.DurationText;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service in an answer: with an address, a port and a protocol, or with a firewall mark, a family and addresses.
 *
 * @param tunnel null for plain IP in IP where something is tunnelled
 * @param healthCheck null when nothing asks the real servers
 * @param revision the group's when this was read or changed; the change is applied where appliedRevision is not less
 */
public record ServiceView(
        String name,
        String group,
        @JsonInclude(Include.NON_NULL) @Nullable String address,
        @JsonInclude(Include.NON_NULL) @Nullable Integer port,
        @JsonInclude(Include.NON_NULL) @Nullable String protocol,
        @JsonInclude(Include.NON_NULL) @Nullable Long firewallMark,
        @JsonInclude(Include.NON_NULL) @Nullable String family,
        @JsonInclude(Include.NON_NULL) @Nullable List<String> addresses,
        String scheduler,
        List<String> schedulerFlags,
        @Nullable PersistenceView persistence,
        String forwarding,
        @Nullable TunnelView tunnel,
        List<Server> realServers,
        List<Server> fallback,
        String whenDown,
        int ejectionLimit,
        QuorumView quorum,
        @Nullable SlowStartView slowStart,
        String drainTimeout,
        boolean requirePrepared,
        @Nullable CheckView healthCheck,
        long version,
        long revision) {

    /** A real server in an answer; what it does not say otherwise than its service is absent. */
    @JsonInclude(Include.NON_NULL)
    public record Server(
            String address,
            @Nullable Integer port,
            int weight,
            int upperThreshold,
            int lowerThreshold,
            @Nullable String forwarding,
            @Nullable TunnelView tunnel) {

        static Server of(RealServer server) {
            return new Server(
                    AddressText.of(server.address()),
                    presentUnlessZero(server.port()),
                    server.weight(),
                    server.upperThreshold(),
                    server.lowerThreshold(),
                    Optional.ofNullable(server.forwarding())
                            .map(ServiceWords::of)
                            .orElse(null),
                    TunnelView.of(server.tunnel()));
        }

        RealServer realServer() {
            return new RealServer(
                    InetAddress.ofLiteral(address),
                    port == null ? 0 : port,
                    weight,
                    upperThreshold,
                    lowerThreshold,
                    Optional.ofNullable(forwarding)
                            .map(ServiceWords::forwarding)
                            .orElse(null),
                    Optional.ofNullable(tunnel).map(TunnelView::tunnel).orElse(null));
        }
    }

    /** What tunnelled packets travel in, in an answer; the port is absent but with gue. */
    @JsonInclude(Include.NON_NULL)
    public record TunnelView(String type, @Nullable Integer port, String checksum) {

        static @Nullable TunnelView of(@Nullable Tunnel tunnel) {
            return tunnel == null
                    ? null
                    : new TunnelView(
                            ServiceWords.of(tunnel.encapsulation()),
                            presentUnlessZero(tunnel.port()),
                            ServiceWords.of(tunnel.checksum()));
        }

        Tunnel tunnel() {
            return new Tunnel(
                    ServiceWords.encapsulation(type), port == null ? 0 : port, ServiceWords.checksum(checksum));
        }
    }

    /** Persistence in an answer; the engine is absent when there is none. */
    @JsonInclude(Include.NON_NULL)
    public record PersistenceView(
            String timeout, int prefix, @Nullable String engine) {}

    /** The quorum in an answer. */
    public record QuorumView(int up, int hysteresis) {}

    /** The slow start in an answer. */
    public record SlowStartView(String duration, int steps) {}

    static ServiceView of(VirtualService service, long version, long revision) {
        Endpoint endpoint = Endpoint.of(service);
        PoolPolicy policy = service.policy();
        return new ServiceView(
                service.name(),
                service.group(),
                endpoint.address(),
                endpoint.port(),
                endpoint.protocol(),
                endpoint.firewallMark(),
                endpoint.family(),
                endpoint.addresses(),
                service.scheduling().scheduler().kernelName(),
                service.scheduling().flags().stream()
                        .sorted()
                        .map(SchedulerFlag::word)
                        .toList(),
                persistence(service.scheduling()),
                ServiceWords.of(service.delivery().forwarding()),
                TunnelView.of(service.delivery().tunnel()),
                service.realServers().stream().map(Server::of).toList(),
                service.fallback().stream().map(Server::of).toList(),
                ServiceWords.of(policy.whenDown()),
                policy.ejectionLimit(),
                new QuorumView(policy.quorum().up(), policy.quorum().hysteresis()),
                slowStart(policy),
                DurationText.format(policy.drainTimeout()),
                service.requirePrepared(),
                service.healthCheck().map(CheckView::of).orElse(null),
                version,
                revision);
    }

    private static @Nullable PersistenceView persistence(Scheduling scheduling) {
        return Optional.ofNullable(scheduling.persistence())
                .map(it -> new PersistenceView(
                        DurationText.format(it.timeout()),
                        it.prefixLength(),
                        it.engine() == null ? null : ServiceWords.of(it.engine())))
                .orElse(null);
    }

    private static @Nullable SlowStartView slowStart(PoolPolicy policy) {
        return Optional.ofNullable(policy.slowStart())
                .map(it -> new SlowStartView(DurationText.format(it.duration()), it.steps()))
                .orElse(null);
    }

    private static @Nullable Integer presentUnlessZero(int port) {
        return port == 0 ? null : port;
    }

    /** The properties of which a service has the one half or the other. */
    private record Endpoint(
            @Nullable String address,
            @Nullable Integer port,
            @Nullable String protocol,
            @Nullable Long firewallMark,
            @Nullable String family,
            @Nullable List<String> addresses) {

        static Endpoint of(VirtualService service) {
            return switch (service.endpoint()) {
                case ServiceEndpoint.Address its ->
                    new Endpoint(
                            AddressText.of(its.address()),
                            its.port(),
                            ServiceWords.of(its.protocol()),
                            null,
                            null,
                            null);
                case ServiceEndpoint.FirewallMark its ->
                    new Endpoint(
                            null,
                            null,
                            null,
                            its.mark(),
                            ServiceWords.of(its.family()),
                            service.addresses().stream().map(AddressText::of).toList());
            };
        }
    }
}
