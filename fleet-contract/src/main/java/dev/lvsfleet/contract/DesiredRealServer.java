package dev.lvsfleet.contract;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One real server of a pool.
 *
 * @param address the RIP
 * @param port 1 to 65535; differs from the service's only with NAT
 * @param weight the operator's weight, 0 to 2^31-1; 0 takes no new connections
 * @param upperThreshold connections at which it takes no more; 0 for no limit
 * @param lowerThreshold connections below which it takes new ones again; 0 for three quarters of the upper
 * @param target the id of the {@link ProbeTarget} whose verdict counts for it; null when nothing probes it
 */
public record DesiredRealServer(
        InetAddress address,
        int port,
        int weight,
        int upperThreshold,
        int lowerThreshold,
        @Nullable String target) {

    /** The probe target whose verdict counts for this real server, if anything probes it. */
    public Optional<String> probeTarget() {
        return Optional.ofNullable(target);
    }
}
