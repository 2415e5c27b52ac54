package dev.lvsfleet.controlplane.virtualservice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** What the other services of a group, and virtual routers, do with the addresses of one service; asked inside the caller's transaction, the group locked. */
@ApplicationScoped
class OverlapStore {

    /** One round trip, like every look under the group's lock. Addresses are stored in one form, so equal is equal text. */
    private static final String OVERLAP =
            "WITH other AS (SELECT name, address, options, real_servers || fallback AS servers"
                    + " FROM virtual_service WHERE group_name = ?1 AND name <> ?2),"
                    + " routers AS (SELECT r.name, r.group_name, r.spec FROM virtual_router r"
                    + " JOIN director_group g ON g.name = r.group_name"
                    + " WHERE g.site = (SELECT site FROM director_group WHERE name = ?1))"
                    + " SELECT 'VIRTUAL' AS how, server ->> 'address' AS taken, name FROM other, jsonb_array_elements(servers) AS server"
                    + " WHERE server ->> 'address' = ANY (?3)"
                    + " UNION ALL SELECT 'REAL', address, name FROM other WHERE address = ANY (?4)"
                    + " UNION ALL SELECT 'REAL', held, name FROM other, jsonb_array_elements_text(options -> 'addresses') AS held"
                    + " WHERE held = ANY (?4)"
                    + " UNION ALL SELECT CASE WHEN r.group_name = ?1 THEN 'REAL' ELSE 'ELECTED' END, held, r.name FROM routers r,"
                    + " jsonb_array_elements_text(r.spec -> 'addresses') AS held"
                    + " WHERE held = ANY (CASE WHEN r.group_name = ?1 THEN ?4 ELSE ?3 END)"
                    + " UNION ALL SELECT 'SOURCE', m ->> 'source', r.name FROM routers r, jsonb_array_elements(r.spec -> 'members') AS m"
                    + " WHERE m ->> 'source' = ANY (?3) AND NOT (r.group_name = ?1 AND r.spec -> 'addresses' @> (m -> 'source'))"
                    + " UNION ALL SELECT 'OTHER_PEER', peer, r.name FROM routers r, jsonb_array_elements_text(r.spec -> 'otherPeers') AS peer"
                    + " WHERE peer = ANY (?3)"
                    + " ORDER BY name, taken LIMIT 1";

    private final EntityManager entities;

    OverlapStore(EntityManager entities) {
        this.entities = entities;
    }

    /** The first address, in the order of the others' names, that a service and they use in ways that exclude each other. */
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
        return switch ((String) row[0]) {
            case "VIRTUAL" -> new OverlapRules.Overlap.Virtual(address, other);
            case "REAL" -> new OverlapRules.Overlap.Real(address, other);
            case "ELECTED" -> new OverlapRules.Overlap.Elected(address, other);
            case "SOURCE" -> new OverlapRules.Overlap.Source(address, other);
            default -> new OverlapRules.Overlap.OtherPeer(address, other);
        };
    }
}
