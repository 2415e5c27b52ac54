package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers the messages of the dumps into one {@link IpvsDump}; pure.
 *
 * <p>An entry that the value model cannot express is described and set aside; bytes that are no entry at all throw
 * {@link dev.lvsfleet.linux.netlink.MalformedMessageException}.
 */
final class IpvsDumpReader {

    private final Map<ServiceKey, VirtualService> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<DestinationKey, Destination>> destinations = new LinkedHashMap<>();
    private final Set<ServiceKey> withInexpressible = new HashSet<>();
    private final List<String> notUnderstood = new ArrayList<>();

    void service(NetlinkMessage message) {
        ShownService shown = new ShownService();
        ShownNest.read(message, IpvsConstants.CMD_ATTR_SERVICE, shown::read);
        Optional<VirtualService> service = shown.service();
        service.ifPresentOrElse(
                understood -> services.put(understood.key(), understood),
                () -> notUnderstood.add("service " + shown.description()));
    }

    void destination(VirtualService service, NetlinkMessage message) {
        ShownDestination shown = new ShownDestination(service.key().family());
        ShownNest.read(message, IpvsConstants.CMD_ATTR_DEST, shown::read);
        destination(service, shown);
    }

    void destination(VirtualService service, ShownDestination shown) {
        Optional<Destination> destination = shown.destination();
        destination.ifPresentOrElse(
                understood -> destinations
                        .computeIfAbsent(service.key(), _ -> new LinkedHashMap<>())
                        .put(understood.key(), understood),
                () -> {
                    withInexpressible.add(service.key());
                    notUnderstood.add("destination " + shown.description() + " of service " + service.key());
                });
    }

    List<VirtualService> services() {
        return List.copyOf(services.values());
    }

    IpvsDump result() {
        Map<ServiceKey, ServiceEntry> entries = new LinkedHashMap<>();
        services.forEach((key, service) -> entries.put(
                key,
                new ServiceEntry(service, destinations.getOrDefault(key, Map.of()), withInexpressible.contains(key))));
        return new IpvsDump(new IpvsTable(entries), notUnderstood);
    }
}
