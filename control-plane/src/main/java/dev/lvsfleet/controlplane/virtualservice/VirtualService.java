package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service as the operator describes it.
 *
 * @param addresses the VIPs that the directors hold for it: the endpoint's own, or what is given beside a firewall mark
 * @param delivery for every real server that does not say otherwise
 * @param fallback who serves while the real servers lack their quorum
 * @param check how each real server is asked, those of the fallback too; null when nothing asks
 * @param requirePrepared whether a real server takes new connections only while its host reports that it is prepared
 */
public record VirtualService(
        String name,
        String group,
        ServiceEndpoint endpoint,
        List<InetAddress> addresses,
        Scheduling scheduling,
        Delivery delivery,
        List<RealServer> realServers,
        List<RealServer> fallback,
        PoolPolicy policy,
        @Nullable ServiceCheck check,
        boolean requirePrepared) {

    public VirtualService {
        addresses = List.copyOf(addresses);
        realServers = List.copyOf(realServers);
        fallback = List.copyOf(fallback);
    }

    /** One whose real servers are prepared by somebody else. */
    public VirtualService(
            String name,
            String group,
            ServiceEndpoint endpoint,
            List<InetAddress> addresses,
            Scheduling scheduling,
            Delivery delivery,
            List<RealServer> realServers,
            List<RealServer> fallback,
            PoolPolicy policy,
            @Nullable ServiceCheck check) {
        this(name, group, endpoint, addresses, scheduling, delivery, realServers, fallback, policy, check, false);
    }

    /** Every way in which packets of the service reach this one of its real servers, each once, as its host is asked to be prepared. */
    public List<ServedAddress> ways(RealServer server) {
        Delivery its = delivery.to(server);
        return addresses.stream()
                .map(address -> new ServedAddress(address, server.address(), its.forwarding(), its.tunnel()))
                .toList();
    }

    /** How each real server is asked, if anything asks. */
    public Optional<ServiceCheck> healthCheck() {
        return Optional.ofNullable(check);
    }
}
