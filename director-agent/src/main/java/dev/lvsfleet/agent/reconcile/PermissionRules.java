package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
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

    static Optional<String> obstacle(IpvsOperation gain, Ownership owned) {
        return isClaimed(gain, owned) ? Optional.empty() : Optional.of(NOT_CLAIMED);
    }

    /** What keeps an address from coming.
     *
     * @param lacking services that lack something they should have */
    static Optional<String> obstacleToAdding(
            DesiredAddress address, Set<DesiredAddress> owned, Set<ServiceKey> lacking) {
        if (!owned.contains(address)) {
            return Optional.of(NOT_CLAIMED);
        }
        return lacking.stream().anyMatch(service -> isServedAt(address, service))
                ? Optional.of("its services are not programmed")
                : Optional.empty();
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
