package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.virtualrouter.Surroundings.Node;
import dev.lvsfleet.controlplane.virtualrouter.Surroundings.Use;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what a virtual router must agree with; asked inside the caller's transaction, the site locked. */
@ApplicationScoped
class NeighbourStore {

    private static final String DIRECTORS = "SELECT d.name, d.group_name, d.network_interface FROM director d"
            + " JOIN director_group g ON g.name = d.group_name WHERE g.site = ?1";

    private static final String OTHERS = "SELECT CAST(r.spec AS text) FROM virtual_router r"
            + " JOIN director_group g ON g.name = r.group_name WHERE g.site = ?1 AND r.name <> ?2 ORDER BY r.name";

    private static final String USES = "WITH near AS (SELECT s.name, s.group_name, s.address, s.options,"
            + " s.real_servers || s.fallback AS servers FROM virtual_service s"
            + " JOIN director_group g ON g.name = s.group_name WHERE g.site = ?1),"
            + " uses AS (SELECT address AS used, 'VIRTUAL' AS kind, name, group_name FROM near"
            + " UNION SELECT held, 'VIRTUAL', name, group_name FROM near,"
            + " jsonb_array_elements_text(options -> 'addresses') AS held"
            + " UNION SELECT server ->> 'address', 'REAL_SERVER', name, group_name FROM near,"
            + " jsonb_array_elements(servers) AS server"
            + " UNION SELECT address, 'HOST', name, '' FROM real_server WHERE site = ?1)"
            + " SELECT used, kind, name, group_name FROM uses WHERE used = ANY (?2) ORDER BY name, used";

    private final EntityManager entities;

    NeighbourStore(EntityManager entities) {
        this.entities = entities;
    }

    Surroundings of(String site, RouterSpec spec) {
        return new Surroundings(directors(site), others(site, spec.name()), uses(site, spec));
    }

    /** The directors of the site and its virtual routers, for whoever asks about those alone. */
    Surroundings of(String site) {
        return new Surroundings(directors(site), others(site, ""), List.of());
    }

    private Map<String, Node> directors(String site) {
        Map<String, Node> directors = new HashMap<>();
        for (Object row : entities.createNativeQuery(DIRECTORS, Object[].class)
                .setParameter(1, site)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            directors.put((String) columns[0], new Node((String) columns[1], (String) columns[2]));
        }
        return directors;
    }

    private List<RouterSpec> others(String site, String name) {
        List<?> rows = entities.createNativeQuery(OTHERS, String.class)
                .setParameter(1, site)
                .setParameter(2, name)
                .getResultList();
        return rows.stream().map(row -> RouterBody.read((String) row)).toList();
    }

    private List<Use> uses(String site, RouterSpec spec) {
        String[] asked = Stream.of(
                        spec.addresses().stream(),
                        spec.members().stream().map(RouterSpec.Member::source),
                        spec.otherPeers().stream())
                .flatMap(it -> it)
                .map(AddressText::of)
                .distinct()
                .toArray(String[]::new);
        List<?> rows = entities.createNativeQuery(USES, Object[].class)
                .setParameter(1, site)
                .setParameter(2, asked)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Use(
                        InetAddress.ofLiteral((String) row[0]),
                        Use.Kind.valueOf((String) row[1]),
                        (String) row[2],
                        (String) row[3]))
                .toList();
    }
}
