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

    /** The table after operations in order; copies it, and each service they touch, once, however many there are. */
    public static IpvsTable after(IpvsTable table, List<IpvsOperation> operations) {
        Map<ServiceKey, Draft> drafts = new LinkedHashMap<>();
        Map<ServiceKey, ServiceEntry> services = new LinkedHashMap<>(table.services());
        operations.forEach(operation -> change(services, drafts, operation));
        drafts.forEach((key, draft) -> services.computeIfPresent(key, (_, before) -> draft.entry()));
        return new IpvsTable(services);
    }

    /** Destinations of one service while they change. */
    private record Draft(
            VirtualService service, Map<DestinationKey, Destination> destinations, boolean holdsInexpressible) {

        static Draft of(ServiceEntry entry) {
            return new Draft(entry.service(), new LinkedHashMap<>(entry.destinations()), entry.holdsInexpressible());
        }

        Draft with(VirtualService changed) {
            return new Draft(changed, destinations, holdsInexpressible);
        }

        ServiceEntry entry() {
            return new ServiceEntry(service, destinations, holdsInexpressible);
        }
    }

    private static void change(
            Map<ServiceKey, ServiceEntry> services, Map<ServiceKey, Draft> drafts, IpvsOperation operation) {
        switch (operation) {
            case IpvsOperation.AddService(VirtualService service) -> put(services, drafts, service);
            case IpvsOperation.SetService(VirtualService service) -> put(services, drafts, service);
            case IpvsOperation.DeleteService(ServiceKey key) -> {
                services.remove(key);
                drafts.remove(key);
            }
            case IpvsOperation.AddDestination(ServiceKey key, Destination destination) ->
                destinations(services, drafts, key, all -> all.put(destination.key(), destination));
            case IpvsOperation.SetDestination(ServiceKey key, Destination destination) ->
                destinations(services, drafts, key, all -> all.put(destination.key(), destination));
            case IpvsOperation.DeleteDestination(ServiceKey key, DestinationKey destination) ->
                destinations(services, drafts, key, all -> all.remove(destination));
        }
    }

    private static void put(
            Map<ServiceKey, ServiceEntry> services, Map<ServiceKey, Draft> drafts, VirtualService service) {
        ServiceEntry before = services.get(service.key());
        services.put(
                service.key(),
                before == null
                        ? new ServiceEntry(service, Map.of())
                        : new ServiceEntry(service, before.destinations(), before.holdsInexpressible()));
        drafts.computeIfPresent(service.key(), (_, draft) -> draft.with(service));
    }

    /** A destination operation on a service that is not there cannot have succeeded, and changes nothing. */
    private static void destinations(
            Map<ServiceKey, ServiceEntry> services,
            Map<ServiceKey, Draft> drafts,
            ServiceKey key,
            Consumer<Map<DestinationKey, Destination>> change) {
        ServiceEntry entry = services.get(key);
        if (entry != null) {
            change.accept(drafts.computeIfAbsent(key, _ -> Draft.of(entry)).destinations());
        }
    }
}
