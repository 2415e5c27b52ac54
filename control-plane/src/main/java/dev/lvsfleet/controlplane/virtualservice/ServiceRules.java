package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What has to hold between the fields of a virtual service, because the kernel would take it and lose packets. */
final class ServiceRules {

    private final VirtualService service;
    private final List<FieldError> errors = new ArrayList<>();

    private ServiceRules(VirtualService service) {
        this.service = service;
    }

    /** Every broken rule, with the field to blame. */
    static List<FieldError> check(VirtualService service) {
        ServiceRules rules = new ServiceRules(service);
        rules.addresses();
        rules.errors.addAll(SchedulingRules.check(service.scheduling(), service.endpoint()));
        rules.tunnel();
        rules.errors.addAll(RealServerRules.check(service));
        rules.quorum();
        rules.checkPort();
        return rules.errors;
    }

    private void addresses() {
        AddressFamily family = service.endpoint().family();
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < service.addresses().size(); i++) {
            InetAddress address = service.addresses().get(i);
            if (AddressFamily.of(address) != family) {
                error("addresses[" + i + "]", "Must be of the service's family, " + ServiceWords.of(family) + ".");
            }
            if (!seen.add(address)) {
                error("addresses[" + i + "]", "Is there already.");
            }
        }
    }

    private void tunnel() {
        if (service.delivery().tunnel() == null) {
            return;
        }
        errors.addAll(TunnelRules.check("tunnel", service.delivery().tunnel()));
        boolean used = service.delivery().forwarding() == Forwarding.TUNNEL
                || everybody().anyMatch(server -> server.forwarding() == Forwarding.TUNNEL);
        if (!used) {
            error("tunnel", "Must be left out: nothing here is forwarded by tun.");
        }
    }

    /** The default is no demand: a service that is drained wholly or has nobody yet is a service all the same. */
    private void quorum() {
        Quorum quorum = service.policy().quorum();
        if (quorum.equals(PoolPolicy.DEFAULT.quorum())) {
            return;
        }
        long weights =
                service.realServers().stream().mapToLong(RealServer::weight).sum();
        if (quorum.hysteresis() >= quorum.up()) {
            error("quorum.hysteresis", "Must be less than up, " + quorum.up() + ".");
        } else if (quorum.up() > weights) {
            error("quorum.up", "Can never be reached: the weights of the real servers add up to " + weights + ".");
        } else if ((long) quorum.up() + quorum.hysteresis() > weights) {
            error(
                    "quorum.hysteresis",
                    "Can never be reached: with up it is more than the weights of the real servers, which add up to "
                            + weights + ".");
        }
    }

    private void checkPort() {
        boolean nowhere = service.healthCheck()
                .filter(check -> everybody().anyMatch(server -> check.port(server) == 0))
                .isPresent();
        if (nowhere) {
            error("healthCheck.port", "Is required: a real server without a port cannot be asked on its own.");
        }
    }

    private Stream<RealServer> everybody() {
        return Stream.concat(service.realServers().stream(), service.fallback().stream());
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}
