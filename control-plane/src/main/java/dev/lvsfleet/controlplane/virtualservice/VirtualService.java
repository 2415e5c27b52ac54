package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service as the operator describes it.
 *
 * @param check how each real server is asked; null when nothing asks
 */
public record VirtualService(
        String name,
        String group,
        InetAddress address,
        int port,
        Protocol protocol,
        Scheduler scheduler,
        Forwarding forwarding,
        List<RealServer> realServers,
        @Nullable HealthCheck check) {

    public VirtualService {
        realServers = List.copyOf(realServers);
    }

    /** How each real server is asked, if anything asks. */
    public Optional<HealthCheck> healthCheck() {
        return Optional.ofNullable(check);
    }
}
