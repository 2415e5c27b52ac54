package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.controlplane.problem.FieldError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to hold between the fields of a virtual service, because the kernel would take it and lose packets. */
final class ServiceRules {

    private record Backend(InetAddress address, int port) {}

    private ServiceRules() {}

    /** Every broken rule, with the field to blame. */
    static List<FieldError> check(VirtualService service) {
        List<FieldError> errors = new ArrayList<>();
        Map<Backend, Integer> seen = new HashMap<>();
        for (int i = 0; i < service.realServers().size(); i++) {
            RealServer server = service.realServers().get(i);
            String at = "realServers[" + i + "]";
            if (!service.forwarding().mapsPorts() && server.port() != service.port()) {
                errors.add(new FieldError(
                        at + ".port",
                        "Must be the service's port " + service.port() + ": with forwarding "
                                + ServiceWords.of(service.forwarding())
                                + " the packet keeps it; only nat maps ports."));
            }
            if (server.lowerThreshold() > server.upperThreshold()) {
                errors.add(new FieldError(
                        at + ".lowerThreshold",
                        "Must be at most the upperThreshold, " + server.upperThreshold() + "."));
            }
            if (server.address().equals(service.address())) {
                errors.add(new FieldError(at + ".address", "Must not be the virtual address itself."));
            }
            Integer first = seen.putIfAbsent(new Backend(server.address(), server.port()), i);
            if (first != null) {
                errors.add(new FieldError(at, "Is the same real server as realServers[" + first + "]."));
            }
        }
        return errors;
    }
}
