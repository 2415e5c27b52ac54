package dev.lvsfleet.controlplane.testing;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.controlplane.virtualservice.Delivery;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.Scheduling;
import dev.lvsfleet.controlplane.virtualservice.ServiceCheck;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service of group {@code edge} with nothing said but where and who, to be changed one thing at a time.
 *
 * <p>It begins as TCP port 80, {@code wrr}, direct routing.
 */
public record Services(VirtualService service) {

    public static Services at(String name, String address, int port) {
        return of(name, new ServiceEndpoint.Address(Protocol.TCP, InetAddress.ofLiteral(address), port), address);
    }

    public static Services marked(AddressFamily family, long mark, String... addresses) {
        return of("marked", new ServiceEndpoint.FirewallMark(family, mark), addresses);
    }

    private static Services of(String name, ServiceEndpoint endpoint, String... addresses) {
        return new Services(new VirtualService(
                name,
                "edge",
                endpoint,
                Arrays.stream(addresses).map(InetAddress::ofLiteral).toList(),
                new Scheduling(Scheduler.WRR, Set.of(), null),
                new Delivery(Forwarding.DIRECT_ROUTING, null),
                List.of(),
                List.of(),
                PoolPolicy.DEFAULT,
                null));
    }

    /** The same over another protocol. */
    public Services over(Protocol protocol) {
        ServiceEndpoint.Address address = (ServiceEndpoint.Address) service.endpoint();
        return with(new ServiceEndpoint.Address(protocol, address.address(), address.port()));
    }

    public Services by(Forwarding forwarding) {
        return by(new Delivery(forwarding, null));
    }

    public Services by(Delivery delivery) {
        return with(service.scheduling(), delivery, service.realServers(), service.fallback(), service.policy());
    }

    public Services scheduled(Scheduling scheduling) {
        return with(scheduling, service.delivery(), service.realServers(), service.fallback(), service.policy());
    }

    public Services to(RealServer... servers) {
        return to(List.of(servers));
    }

    public Services to(List<RealServer> servers) {
        return with(service.scheduling(), service.delivery(), servers, service.fallback(), service.policy());
    }

    public Services orElse(RealServer... servers) {
        return with(
                service.scheduling(), service.delivery(), service.realServers(), List.of(servers), service.policy());
    }

    public Services under(PoolPolicy policy) {
        return with(service.scheduling(), service.delivery(), service.realServers(), service.fallback(), policy);
    }

    public Services checked(@Nullable HealthCheck how) {
        return how == null ? this : checked(new ServiceCheck(how, 0));
    }

    public Services checked(ServiceCheck check) {
        return new Services(new VirtualService(
                service.name(),
                service.group(),
                service.endpoint(),
                service.addresses(),
                service.scheduling(),
                service.delivery(),
                service.realServers(),
                service.fallback(),
                service.policy(),
                check));
    }

    /** A real server of weight 1 that says nothing more. */
    public static RealServer server(String address, int port) {
        return server(address, port, null);
    }

    /** A real server of weight 1 with a delivery of its own. */
    public static RealServer server(String address, int port, @Nullable Delivery delivery) {
        return new RealServer(
                InetAddress.ofLiteral(address),
                port,
                1,
                0,
                0,
                delivery == null ? null : delivery.forwarding(),
                delivery == null ? null : delivery.tunnel());
    }

    private Services with(ServiceEndpoint endpoint) {
        return new Services(new VirtualService(
                service.name(),
                service.group(),
                endpoint,
                service.addresses(),
                service.scheduling(),
                service.delivery(),
                service.realServers(),
                service.fallback(),
                service.policy(),
                service.check()));
    }

    private Services with(
            Scheduling scheduling,
            Delivery delivery,
            List<RealServer> realServers,
            List<RealServer> fallback,
            PoolPolicy policy) {
        return new Services(new VirtualService(
                service.name(),
                service.group(),
                service.endpoint(),
                service.addresses(),
                scheduling,
                delivery,
                realServers,
                fallback,
                policy,
                service.check()));
    }
}
