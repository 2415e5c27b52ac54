package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a step of a plan must wait for: an entry for its claim on disk, an address for its services, and the address
 * it leaves for the one it moves to. An answer is why it must not be done now, in words; none means that it may.
 */
final class PermissionRules {

    private static final String NOT_CLAIMED = "it could not be claimed on disk";

    private PermissionRules() {}

    /**
     * Which addresses may come at all.
     *
     * @param owned claimed on disk
     * @param reserved those of the bus
     */
    record Claims(Set<DesiredAddress> owned, Set<InetAddress> reserved) {}

    static Optional<String> obstacle(IpvsOperation gain, Ownership owned) {
        return isClaimed(gain, owned) ? Optional.empty() : Optional.of(NOT_CLAIMED);
    }

    /**
     * What keeps an address from coming: that it is where the bus is reached, which this node would then look for in itself; or
     * that it would lead to none of its services. One service that the kernel refuses
     * must not keep its healthy neighbours from being reached.
     *
     * @param desired what the table must hold
     * @param now what it holds
     */
    static Optional<String> obstacleToAdding(DesiredAddress address, Claims claims, IpvsTable desired, IpvsTable now) {
        if (claims.reserved().contains(address.address())) {
            return Optional.of("the node reaches Kafka there, and would cut itself off");
        }
        if (!claims.owned().contains(address)) {
            return Optional.of(NOT_CLAIMED);
        }
        List<ServiceEntry> services = desired.services().values().stream()
                .filter(it -> isServedAt(address, it.service().key()))
                .toList();
        return services.isEmpty() || services.stream().anyMatch(it -> isProgrammed(it, now))
                ? Optional.empty()
                : Optional.of("none of its services is programmed");
    }

    /** Whether a service is there, with somebody who takes connections if there should be anybody. */
    private static boolean isProgrammed(ServiceEntry wanted, IpvsTable now) {
        ServiceEntry there = now.services().get(wanted.service().key());
        return there != null && (takesConnections(there) || !takesConnections(wanted));
    }

    private static boolean takesConnections(ServiceEntry entry) {
        return entry.destinations().values().stream().anyMatch(it -> it.weight() > 0);
    }

    /** What keeps an address from going: that it moves, and is not yet where it moves to. */
    static Optional<String> obstacleToRemoving(
            DesiredAddress address, Set<DesiredAddress> desired, Set<DesiredAddress> present) {
        Set<DesiredAddress> successors = desired.stream()
                .filter(it -> it.address().equals(address.address()))
                .collect(Collectors.toSet());
        return successors.isEmpty() || successors.stream().anyMatch(present::contains)
                ? Optional.empty()
                : Optional.of("what takes its place is not there");
    }

    private static boolean isServedAt(DesiredAddress address, ServiceKey service) {
        return switch (service) {
            case ServiceKey.Endpoint endpoint -> endpoint.address().equals(address.address());
            case ServiceKey.FirewallMark _ -> false;
        };
    }

    private static boolean isClaimed(IpvsOperation operation, Ownership owned) {
        return switch (operation) {
            case IpvsOperation.AddService it -> owned.services().contains(it.serviceKey());
            case IpvsOperation.AddDestination it ->
                owned.destinations()
                        .contains(new OwnedDestination(
                                it.serviceKey(), it.destination().key()));
            case IpvsOperation.SetService _,
                    IpvsOperation.SetDestination _,
                    IpvsOperation.DeleteService _,
                    IpvsOperation.DeleteDestination _ -> true;
        };
    }
}
