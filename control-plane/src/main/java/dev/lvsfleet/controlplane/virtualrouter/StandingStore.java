package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Heard;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Wish;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the virtual routers of a group beside what their members last said. */
@ApplicationScoped
class StandingStore {

    private static final String ROUTERS = "SELECT CAST(r.spec AS text), w.id, w.from_node,"
            + " CAST(extract(epoch FROM w.asked_at) * 1000 AS bigint) FROM virtual_router r"
            + " LEFT JOIN switch_over w ON w.router = r.name WHERE r.group_name = ?1 ORDER BY r.name";

    private static final String REPORTS = "SELECT d.name, CAST(r.report AS text),"
            + " CAST(extract(epoch FROM r.received_at) * 1000 AS bigint) FROM director d"
            + " JOIN director_group g ON g.name = d.group_name"
            + " JOIN apply_report r ON r.node = d.name AND r.site = g.site WHERE d.group_name = ?1";

    private final EntityManager entities;

    StandingStore(EntityManager entities) {
        this.entities = entities;
    }

    /** In the order of the virtual routers' names. */
    @Transactional
    List<Standing> of(String group) {
        Map<String, Said> said = new HashMap<>();
        for (Object[] row : rows(REPORTS, group)) {
            said.put((String) row[0], new Said(report((String) row[1]), instant(row[2])));
        }
        return rows(ROUTERS, group).stream().map(row -> standing(row, said)).toList();
    }

    private record Said(ApplyReport report, @Nullable Instant receivedAt) {}

    private static Standing standing(Object[] row, Map<String, Said> said) {
        RouterSpec spec = RouterBody.read((String) row[0]);
        Instant askedAt = instant(row[3]);
        return new Standing(
                spec,
                spec.members().stream()
                        .map(member -> heard(member, said.get(member.director())))
                        .toList(),
                askedAt == null ? null : new Wish(((Number) row[1]).longValue(), (String) row[2], askedAt));
    }

    private static Heard heard(RouterSpec.Member member, @Nullable Said said) {
        return said == null ? new Heard(member, null, null) : new Heard(member, said.report(), said.receivedAt());
    }

    private List<Object[]> rows(String sql, String group) {
        List<?> rows = entities.createNativeQuery(sql, Object[].class)
                .setParameter(1, group)
                .getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private static @Nullable Instant instant(@Nullable Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }

    private static ApplyReport report(String json) {
        try {
            return ContractJson.decode(json.getBytes(StandardCharsets.UTF_8), ApplyReport.class, ApplyReport.SCHEMA);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("The column report holds what the inbox never stored", e);
        }
    }
}
