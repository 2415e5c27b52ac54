package dev.lvsfleet.controlplane.virtualservice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** What the other services of a group do with the addresses of one; asked inside the caller's transaction, the group locked. */
@ApplicationScoped
class OverlapStore {

    /** One round trip, like every look under the group's lock. Addresses are stored in one form, so equal is equal text. */
    private static final String OVERLAP =
            "WITH other AS (SELECT name, address, options, real_servers || fallback AS servers"
                    + " FROM virtual_service WHERE group_name = ?1 AND name <> ?2)"
                    + " SELECT true AS is_virtual, server ->> 'address' AS taken, name FROM other, jsonb_array_elements(servers) AS server"
                    + " WHERE server ->> 'address' = ANY (?3)"
                    + " UNION ALL SELECT false, address, name FROM other WHERE address = ANY (?4)"
                    + " UNION ALL SELECT false, held, name FROM other, jsonb_array_elements_text(options -> 'addresses') AS held"
                    + " WHERE held = ANY (?4)"
                    + " ORDER BY name, taken LIMIT 1";

    private final EntityManager entities;

    OverlapStore(EntityManager entities) {
        this.entities = entities;
    }

    /** The first address, in the order of the others' names, that is virtual in one of the two and a real server's in the other. */
    Optional<OverlapRules.Overlap> overlap(VirtualService service) {
        List<?> rows = entities.createNativeQuery(OVERLAP, Object[].class)
                .setParameter(1, service.group())
                .setParameter(2, service.name())
                .setParameter(3, OverlapRules.virtual(service).toArray(String[]::new))
                .setParameter(4, OverlapRules.real(service).toArray(String[]::new))
                .getResultList();
        return rows.stream().findFirst().map(row -> overlap((Object[]) row));
    }

    private static OverlapRules.Overlap overlap(Object[] row) {
        String address = (String) row[1];
        String other = (String) row[2];
        return (Boolean) row[0]
                ? new OverlapRules.Overlap.Virtual(address, other)
                : new OverlapRules.Overlap.Real(address, other);
    }
}
