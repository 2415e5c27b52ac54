package dev.lvsfleet.ipvs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a service carries; its counters are not the sum of its destinations', which come and go. */
public record ServiceStatistics(
        TrafficCounters counters, TrafficRates rates, Map<DestinationKey, DestinationStatistics> destinations) {

    public ServiceStatistics {
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }
}
