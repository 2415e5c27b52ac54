package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a service may not have in a group whose directors tell each other of connections: the kernel refuses one of the two. */
final class TwoFamilyRules {

    private TwoFamilyRules() {}

    /** The first real server of the other family, if there is one. */
    static Optional<FieldError> error(VirtualService service) {
        return Stream.concat(
                        fields("realServers", service, service.realServers()),
                        fields("fallback", service, service.fallback()))
                .findFirst()
                .map(field -> new FieldError(
                        field,
                        "Is of the other family than the service: the kernel synchronises no connections with such a real"
                                + " server, and the group has connectionSync."));
    }

    private static Stream<String> fields(String pool, VirtualService service, List<RealServer> servers) {
        return IntStream.range(0, servers.size())
                .filter(it -> AddressFamily.of(servers.get(it).address())
                        != service.endpoint().family())
                .mapToObj(it -> pool + "[" + it + "].address");
    }
}
