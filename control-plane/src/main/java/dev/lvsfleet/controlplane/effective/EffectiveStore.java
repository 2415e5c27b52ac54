package dev.lvsfleet.controlplane.effective;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.ServiceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of a service beside what the directors say of it. */
@ApplicationScoped
public class EffectiveStore {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String DESIRED = "SELECT s.name, s.group_name, s.version, CAST(s.real_servers AS text),"
            + " CAST(s.fallback AS text) FROM virtual_service s WHERE s.name = ?1";

    /** One clock for what was received and for now, whichever replica received it: that of the database. */
    private static final String SAID = "SELECT d.name, CAST(s.state AS text), " + millisSince("s.received_at")
            + ", CAST(p.state AS text), " + millisSince("p.received_at") + " FROM director d"
            + " JOIN director_group g ON g.name = d.group_name"
            + " LEFT JOIN service_state s ON s.node = d.name AND s.site = g.site AND s.service = ?2"
            + " LEFT JOIN service_state p ON p.node = d.name AND p.site = g.site AND p.service = ''"
            + " WHERE d.group_name = ?1 ORDER BY d.name";

    private static String millisSince(String column) {
        return "CAST(extract(epoch FROM clock_timestamp() - " + column + ") * 1000 AS bigint)";
    }

    private final EntityManager entities;

    EffectiveStore(EntityManager entities) {
        this.entities = entities;
    }

    /** The service as it is served now; empty when there is none of this name. */
    @Transactional
    Optional<EffectiveView> view(String name) {
        return rows(DESIRED, name).stream()
                .findFirst()
                .map(EffectiveStore::desired)
                .map(desired -> EffectiveView.of(
                        desired,
                        rows(SAID, desired.group(), name).stream()
                                .map(EffectiveStore::sighting)
                                .toList()));
    }

    private List<Object[]> rows(String sql, String... parameters) {
        var query = entities.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        List<Object[]> rows = new ArrayList<>();
        for (Object row : query.getResultList()) {
            rows.add((Object[]) row);
        }
        return rows;
    }

    private static Desired desired(Object[] row) {
        List<Desired.Endpoint> realServers = new ArrayList<>(endpoints((String) row[3]));
        realServers.addAll(endpoints((String) row[4]));
        return new Desired((String) row[0], (String) row[1], ((Number) row[2]).longValue(), realServers);
    }

    private static List<Desired.Endpoint> endpoints(String json) {
        try {
            List<Desired.Endpoint> endpoints = new ArrayList<>();
            for (JsonNode server : MAPPER.readTree(json)) {
                endpoints.add(new Desired.Endpoint(
                        InetAddress.ofLiteral(server.path("address").asText()),
                        server.path("port").asInt()));
            }
            return endpoints;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column holds what was never stored", e);
        }
    }

    private static Sighting sighting(Object[] row) {
        return new Sighting((String) row[0], heard(row[1], row[2]), heard(row[3], row[4]));
    }

    private static Optional<Sighting.Heard> heard(@Nullable Object state, @Nullable Object millis) {
        return state == null || millis == null
                ? Optional.empty()
                : Optional.of(new Sighting.Heard(
                        state((String) state), Duration.ofMillis(Math.max(0, ((Number) millis).longValue()))));
    }

    private static ServiceState state(String json) {
        try {
            return ContractJson.decode(json.getBytes(StandardCharsets.UTF_8), ServiceState.class, ServiceState.SCHEMA);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("The column state holds what the inbox never stored", e);
        }
    }
}
