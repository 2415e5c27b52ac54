package dev.lvsfleet.ipvs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What everything in the tables carries whose key the value model can express. */
public record IpvsStatistics(Map<ServiceKey, ServiceStatistics> services) {

    public IpvsStatistics {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }
}
