package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One real server of a pool.
 *
 * @param address the RIP
 * @param port 1 to 65535, differs from the service's only with NAT; 0 where the service has none: the packet's own
 * @param weight the operator's weight, 0 to 2^31-1; 0 takes no new connections
 * @param upperThreshold connections at which it takes no more; 0 for no limit
 * @param lowerThreshold connections below which it takes new ones again; 0 for three quarters of the upper
 * @param forwarding how the packets get there
 * @param tunnel what they travel in; there exactly when they are tunnelled
 * @param target the id of the {@link ProbeTarget} whose verdict counts for it; null when nothing probes it
 */
public record DesiredRealServer(
        InetAddress address,
        int port,
        int weight,
        int upperThreshold,
        int lowerThreshold,
        Forwarding forwarding,
        @Nullable Tunnel tunnel,
        @Nullable String target) {

    public DesiredRealServer {
        requireNonNull(address, "address is null");
        requireNonNull(forwarding, "forwarding is null");
    }

    /** The probe target whose verdict counts for this real server, if anything probes it. */
    public Optional<String> probeTarget() {
        return Optional.ofNullable(target);
    }
}
