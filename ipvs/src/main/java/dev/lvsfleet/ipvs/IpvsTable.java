package dev.lvsfleet.ipvs;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole IPVS table as a value: what one dump saw, or what should be there. Order is not part of its meaning. */
public record IpvsTable(Map<ServiceKey, ServiceEntry> services) {

    public static final IpvsTable EMPTY = new IpvsTable(Map.of());

    public IpvsTable {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    /** The table of these entries.
     *
     * @throws IllegalArgumentException when two entries have one key */
    public static IpvsTable of(Collection<ServiceEntry> entries) {
        Map<ServiceKey, ServiceEntry> byKey = new LinkedHashMap<>();
        for (ServiceEntry entry : entries) {
            if (byKey.put(entry.service().key(), entry) != null) {
                throw new IllegalArgumentException(entry.service().key() + " is in the table twice");
            }
        }
        return new IpvsTable(byKey);
    }
}
