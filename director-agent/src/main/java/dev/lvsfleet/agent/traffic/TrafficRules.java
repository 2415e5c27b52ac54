package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.DestinationStatistics;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.ServiceStatistics;
import dev.lvsfleet.ipvs.TrafficCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Picks from the kernel's statistics what is the fleet's, and puts it beside the services' names. */
final class TrafficRules {

    private static final TrafficCounters NOTHING = new TrafficCounters(0, 0, 0, 0, 0);

    private TrafficRules() {}

    /**
     * The counters of the fleet's services, and of their real servers unless there would be more entries than the limit.
     *
     * @param limit of services and real servers together
     */
    static Map<Carrier, TrafficCounters> counters(EffectiveState state, IpvsStatistics carried, int limit) {
        boolean limited = isLimited(state, carried, limit);
        Map<Carrier, TrafficCounters> counters = new HashMap<>();
        for (EffectiveService service : state.services()) {
            ServiceKey key = TargetCompiler.keyOf(service.desired().endpoint());
            ServiceStatistics statistics = carried.services().get(key);
            if (statistics != null) {
                counters.put(new Carrier(key, null), statistics.counters());
                if (!limited) {
                    statistics
                            .destinations()
                            .forEach((server, its) -> counters.put(new Carrier(key, server), its.counters()));
                }
            }
        }
        return counters;
    }

    /** Those of one carrier; 0 when it is not there. */
    static TrafficCounters counters(IpvsStatistics carried, Carrier carrier) {
        ServiceStatistics service = carried.services().get(carrier.service());
        if (service == null) {
            return NOTHING;
        }
        DestinationKey server = carrier.realServer();
        if (server == null) {
            return service.counters();
        }
        DestinationStatistics its = service.destinations().get(server);
        return its == null ? NOTHING : its.counters();
    }

    private static boolean isLimited(EffectiveState state, IpvsStatistics carried, int limit) {
        long entries = 0;
        for (EffectiveService service : state.services()) {
            ServiceStatistics statistics = carried.services()
                    .get(TargetCompiler.keyOf(service.desired().endpoint()));
            entries += statistics == null ? 0 : 1 + statistics.destinations().size();
        }
        return entries > limit;
    }

    /** What is to be shown; an entry that is not in the table is not. */
    static Traffic traffic(
            EffectiveState state, IpvsTable present, IpvsStatistics carried, Map<Carrier, Track> tracks, int limit) {
        boolean limited = isLimited(state, carried, limit);
        List<Traffic.ServiceLine> services = new ArrayList<>();
        List<Traffic.RealServerLine> realServers = new ArrayList<>();
        for (EffectiveService service : state.services()) {
            ServiceKey key = TargetCompiler.keyOf(service.desired().endpoint());
            ServiceEntry entry = present.services().get(key);
            if (entry == null) {
                continue;
            }
            Labels labels = labels(service.desired().name(), key);
            services.add(new Traffic.ServiceLine(
                    labels.service(), labels.protocol(), labels.endpoint(), total(tracks.get(new Carrier(key, null)))));
            if (!limited) {
                entry.destinations()
                        .values()
                        .forEach(it -> realServers.add(realServer(labels, key, it, carried, tracks)));
            }
        }
        return new Traffic(services, realServers, limited);
    }

    private static Traffic.RealServerLine realServer(
            Labels labels,
            ServiceKey key,
            Destination destination,
            IpvsStatistics carried,
            Map<Carrier, Track> tracks) {
        ServiceStatistics service = carried.services().get(key);
        DestinationStatistics its =
                service == null ? null : service.destinations().get(destination.key());
        return new Traffic.RealServerLine(
                labels.service(),
                labels.protocol(),
                destination.key().toString(),
                total(tracks.get(new Carrier(key, destination.key()))),
                destination.weight(),
                its == null ? 0 : its.active(),
                its == null ? 0 : its.inactive());
    }

    private static TrafficCounters total(@Nullable Track track) {
        return track == null ? NOTHING : track.total();
    }

    private record Labels(String service, String protocol, String endpoint) {}

    private static Labels labels(String name, ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint endpoint -> {
                String text = endpoint.toString();
                yield new Labels(
                        name,
                        endpoint.protocol().name().toLowerCase(Locale.ROOT),
                        text.substring(text.indexOf(' ') + 1));
            }
            case ServiceKey.FirewallMark(AddressFamily family, int mark) ->
                new Labels(
                        name,
                        "fwmark",
                        Integer.toUnsignedString(mark)
                                + switch (family) {
                                    case IPV4 -> "";
                                    case IPV6 -> " ipv6";
                                });
        };
    }
}
