package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.controlplane.virtualservice.PreparationStore;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.ServiceRow;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of a service beside what the directors say of it. */
@ApplicationScoped
public class EffectiveStore {

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
    private final PreparationStore preparations;

    EffectiveStore(EntityManager entities, PreparationStore preparations) {
        this.entities = entities;
        this.preparations = preparations;
    }

    /** The service as it is served now; empty when there is none of this name. */
    @Transactional
    Optional<EffectiveView> view(String name) {
        return Optional.ofNullable(entities.find(ServiceRow.class, name))
                .map(this::desired)
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

    private Desired desired(ServiceRow row) {
        VirtualService service = row.service();
        Map<Desired.Endpoint, String> waiting = new LinkedHashMap<>();
        preparations.waiting(service).forEach((server, reason) -> waiting.put(endpoint(server), reason));
        return new Desired(
                row.name,
                row.group,
                row.version,
                Stream.concat(service.realServers().stream(), service.fallback().stream())
                        .map(EffectiveStore::endpoint)
                        .toList(),
                waiting);
    }

    private static Desired.Endpoint endpoint(RealServer server) {
        return new Desired.Endpoint(server.address(), server.port());
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
