package dev.lvsfleet.ipvs.plan;

import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceKey;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the kernel's table that this system created or adopted; only these may be deleted.
 *
 * <p>A destination is owned apart from its service: one that somebody else adds to an owned service is foreign.
 */
public record Ownership(Set<ServiceKey> services, Set<OwnedDestination> destinations) {

    public static final Ownership NONE = new Ownership(Set.of(), Set.of());

    public Ownership {
        services = Set.copyOf(services);
        destinations = Set.copyOf(destinations);
    }

    /** Everything in a table. */
    public static Ownership of(IpvsTable table) {
        Set<OwnedDestination> destinations = new HashSet<>();
        table.services()
                .forEach((service, entry) -> entry.destinations()
                        .keySet()
                        .forEach(destination -> destinations.add(new OwnedDestination(service, destination))));
        return new Ownership(table.services().keySet(), destinations);
    }

    /** A destination of one service. */
    public record OwnedDestination(ServiceKey service, DestinationKey destination) {

        // By hand, as each pass of the agent looks all of them up.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof OwnedDestination it
                            && destination.equals(it.destination)
                            && service.equals(it.service));
        }

        @Override
        public int hashCode() {
            return 31 * service.hashCode() + destination.hashCode();
        }
    }
}
