package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real server with every service that names its address, and the document it had last.
 *
 * @param services of all groups of its site
 * @param published empty before the first
 */
public record HostSnapshot(
        String name,
        String site,
        InetAddress address,
        @Nullable Gateway gateway,
        List<VirtualService> services,
        Optional<Published> published) {

    public HostSnapshot {
        services = List.copyOf(services);
    }

    /** The document that Kafka has. */
    public record Published(long revision, Instant revisedAt, String digest) {}
}
