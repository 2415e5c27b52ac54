package dev.lvsfleet.ipvs.plan;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.VirtualService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a table is after operations that succeeded; pure, so that a mirror of the kernel can be kept without reading it. */
public final class IpvsTransition {

    private IpvsTransition() {}

    /** The table after one operation. */
    public static IpvsTable after(IpvsTable table, IpvsOperation operation) {
        return after(table, List.of(operation));
    }

    /** The table after operations in order; copies it once, however many there are. */
    public static IpvsTable after(IpvsTable table, List<IpvsOperation> operations) {
        Map<ServiceKey, ServiceEntry> services = new LinkedHashMap<>(table.services());
        operations.forEach(operation -> change(services, operation));
        return new IpvsTable(services);
    }

    private static void change(Map<ServiceKey, ServiceEntry> services, IpvsOperation operation) {
        switch (operation) {
            case IpvsOperation.AddService(VirtualService service) -> put(services, service);
            case IpvsOperation.SetService(VirtualService service) -> put(services, service);
            case IpvsOperation.DeleteService(ServiceKey key) -> services.remove(key);
            case IpvsOperation.AddDestination(ServiceKey key, Destination destination) ->
                destinations(services, key, all -> all.put(destination.key(), destination));
            case IpvsOperation.SetDestination(ServiceKey key, Destination destination) ->
                destinations(services, key, all -> all.put(destination.key(), destination));
            case IpvsOperation.DeleteDestination(ServiceKey key, DestinationKey destination) ->
                destinations(services, key, all -> all.remove(destination));
        }
    }

    private static void put(Map<ServiceKey, ServiceEntry> services, VirtualService service) {
        ServiceEntry before = services.get(service.key());
        services.put(
                service.key(),
                before == null
                        ? new ServiceEntry(service, Map.of())
                        : new ServiceEntry(service, before.destinations(), before.holdsInexpressible()));
    }

    /** A destination operation on a service that is not there cannot have succeeded, and changes nothing. */
    private static void destinations(
            Map<ServiceKey, ServiceEntry> services, ServiceKey key, Consumer<Map<DestinationKey, Destination>> change) {
        services.computeIfPresent(key, (same, entry) -> {
            Map<DestinationKey, Destination> destinations = new LinkedHashMap<>(entry.destinations());
            change.accept(destinations);
            return new ServiceEntry(entry.service(), destinations, entry.holdsInexpressible());
        });
    }
}
