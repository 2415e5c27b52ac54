package dev.lvsfleet.ipvs;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service together with its destinations, by their keys.
 *
 * @param holdsInexpressible whether the kernel has destinations in it that the value model cannot express; they are
 *     somebody else's, and would go with the service
 */
public record ServiceEntry(
        VirtualService service, Map<DestinationKey, Destination> destinations, boolean holdsInexpressible) {

    public ServiceEntry {
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }

    /** The entry of a service that holds these destinations and no others. */
    public ServiceEntry(VirtualService service, Map<DestinationKey, Destination> destinations) {
        this(service, destinations, false);
    }

    /** The entry of a service and these destinations.
     *
     * @throws IllegalArgumentException when two destinations have one key */
    public static ServiceEntry of(VirtualService service, Collection<Destination> destinations) {
        Map<DestinationKey, Destination> byKey = new LinkedHashMap<>();
        for (Destination destination : destinations) {
            if (byKey.put(destination.key(), destination) != null) {
                throw new IllegalArgumentException(service.key() + " has " + destination.key() + " twice");
            }
        }
        return new ServiceEntry(service, byKey);
    }

    // By hand, as tables are compared in the agent, too, and most of what two of them hold is the same object.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ServiceEntry it
                        && holdsInexpressible == it.holdsInexpressible
                        && service.equals(it.service)
                        && destinations.equals(it.destinations));
    }

    @Override
    public int hashCode() {
        return 31 * service.hashCode() + destinations.hashCode();
    }
}
