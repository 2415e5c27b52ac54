package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the column {@code options} holds: all that no query looks for.
 *
 * @param addresses beside a firewall mark; an address is in its own column
 * @param checkPort 0 for each real server's own
 */
record StoredOptions(
        List<String> addresses,
        Set<SchedulerFlag> flags,
        @Nullable Persistence persistence,
        @Nullable Tunnel tunnel,
        PoolPolicy policy,
        int checkPort,
        boolean requirePrepared) {

    /** What a row without options means. */
    static final StoredOptions NONE = new StoredOptions(List.of(), Set.of(), null, null, PoolPolicy.DEFAULT, 0, false);

    StoredOptions {
        addresses = List.copyOf(addresses);
        flags = Set.copyOf(flags);
    }

    static StoredOptions of(VirtualService service) {
        return new StoredOptions(
                service.endpoint() instanceof ServiceEndpoint.FirewallMark
                        ? service.addresses().stream().map(AddressText::of).toList()
                        : List.of(),
                service.scheduling().flags(),
                service.scheduling().persistence(),
                service.delivery().tunnel(),
                service.policy(),
                service.healthCheck().map(ServiceCheck::port).orElse(0),
                service.requirePrepared());
    }

    /** What the directors hold for a service of this endpoint. */
    List<InetAddress> addresses(ServiceEndpoint endpoint) {
        return switch (endpoint) {
            case ServiceEndpoint.Address its -> List.of(its.address());
            case ServiceEndpoint.FirewallMark _ ->
                addresses.stream().map(InetAddress::ofLiteral).toList();
        };
    }
}
