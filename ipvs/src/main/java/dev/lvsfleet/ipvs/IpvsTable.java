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

    /**
     * The same table, made of another's entries wherever those are equal; the other itself when all are. Who compares the two
     * after that need not look into what they share.
     */
    public IpvsTable sharing(IpvsTable other) {
        boolean same = services.size() == other.services.size();
        Map<ServiceKey, ServiceEntry> shared = new LinkedHashMap<>();
        for (Map.Entry<ServiceKey, ServiceEntry> it : services.entrySet()) {
            ServiceEntry theirs = other.services.get(it.getKey());
            boolean equal = it.getValue().equals(theirs);
            same &= equal;
            ServiceEntry kept = theirs != null && equal ? theirs : it.getValue();
            shared.put(kept.service().key(), kept);
        }
        return same ? other : new IpvsTable(shared);
    }
}
