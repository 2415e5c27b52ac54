package dev.lvsfleet.ipvs;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
