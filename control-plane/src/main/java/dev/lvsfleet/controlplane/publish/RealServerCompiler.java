package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the document of a real server: every virtual address whose packets it takes, and how they arrive. */
public final class RealServerCompiler {

    private static final Comparator<ServedAddress> ORDER = Comparator.comparing(
                    (ServedAddress it) -> AddressText.of(it.address()))
            .thenComparing(ServedAddress::forwarding)
            .thenComparing(it -> String.valueOf(it.tunnel()));

    private RealServerCompiler() {}

    /** The document under a revision; the same host always gives the same content. */
    public static DesiredState compile(HostSnapshot host, long revision, Instant revisedAt) {
        return DesiredState.ofRealServer(host.name(), revision, host.site(), revisedAt, served(host), host.gateway());
    }

    private static List<ServedAddress> served(HostSnapshot host) {
        return host.services().stream()
                .flatMap(service -> served(host, service))
                .distinct()
                .sorted(ORDER)
                .toList();
    }

    private static Stream<ServedAddress> served(HostSnapshot host, VirtualService service) {
        return Stream.concat(service.realServers().stream(), service.fallback().stream())
                .filter(server -> server.address().equals(host.address()))
                .flatMap(server -> service.ways(server).stream());
    }
}
