package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gathers the messages of the dumps into {@link IpvsStatistics}, settings left aside; pure. */
final class StatisticsReader {

    private final Map<ServiceKey, ShownTraffic> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<DestinationKey, DestinationStatistics>> destinations = new LinkedHashMap<>();

    void service(NetlinkMessage message) {
        ShownService shown = new ShownService();
        ShownTraffic traffic = new ShownTraffic();
        ShownNest.read(message, IpvsConstants.CMD_ATTR_SERVICE, shown::read);
        ShownNest.read(message, IpvsConstants.CMD_ATTR_SERVICE, attributes -> {
            while (attributes.next()) {
                switch (attributes.type()) {
                    case IpvsConstants.SVC_ATTR_STATS -> traffic.readNarrow(attributes);
                    case IpvsConstants.SVC_ATTR_STATS64 -> traffic.readWide(attributes);
                    default -> {}
                }
            }
        });
        shown.key().ifPresent(key -> {
            services.put(key, traffic);
            destinations.put(key, new LinkedHashMap<>());
        });
    }

    void destination(ServiceKey service, NetlinkMessage message) {
        ShownDestination shown = new ShownDestination(service.family());
        ShownConnections connections = new ShownConnections();
        ShownNest.read(message, IpvsConstants.CMD_ATTR_DEST, shown::read);
        ShownNest.read(message, IpvsConstants.CMD_ATTR_DEST, connections::read);
        destination(service, shown, connections);
    }

    void destination(ServiceKey service, ShownDestination shown, ShownConnections connections) {
        shown.key()
                .ifPresent(key -> Objects.requireNonNull(destinations.get(service), service::toString)
                        .put(key, connections.statistics()));
    }

    List<ServiceKey> services() {
        return List.copyOf(services.keySet());
    }

    /** Whether every service showed its numbers in 64 bits. */
    boolean isWide() {
        return services.values().stream().allMatch(ShownTraffic::isWide);
    }

    IpvsStatistics result() {
        Map<ServiceKey, ServiceStatistics> result = new LinkedHashMap<>();
        services.forEach((key, traffic) -> result.put(
                key,
                new ServiceStatistics(traffic.counters(), traffic.rates(), destinations.getOrDefault(key, Map.of()))));
        return new IpvsStatistics(result);
    }
}
