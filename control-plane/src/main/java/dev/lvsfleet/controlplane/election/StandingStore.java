package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.controlplane.election.Standing.Heard;
import dev.lvsfleet.controlplane.election.Standing.Wish;
import dev.lvsfleet.controlplane.virtualrouter.RouterBody;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the virtual routers of a group beside what their members last said, inside the caller's transaction. Not thread-safe. */
final class StandingStore {

    private static final String ROUTERS =
            "SELECT CAST(r.spec AS text) AS spec, w.id, w.from_node, w.asked_at, w.doubted_at,"
                    + " w.outcome, w.ended_at, w.to_node, w.gap_millis, clock_timestamp() AS now FROM virtual_router r"
                    + " LEFT JOIN switch_over w ON w.router = r.name WHERE r.group_name = ? ORDER BY r.name";

    private static final String REPORTS = "SELECT d.name, CAST(r.report AS text), r.received_at FROM director d"
            + " JOIN director_group g ON g.name = d.group_name"
            + " JOIN apply_report r ON r.node = d.name AND r.site = g.site WHERE d.group_name = ?";

    private static final String ROLES = "SELECT h.node, h.router, h.heard_at FROM router_role h"
            + " JOIN director d ON d.name = h.node WHERE d.group_name = ?";

    private final Connection connection;

    StandingStore(Connection connection) {
        this.connection = connection;
    }

    /** In the order of the virtual routers' names. */
    List<Standing> of(String group) throws SQLException {
        Map<String, Said> said = new HashMap<>();
        rows(REPORTS, group, row -> said.put(row.getString(1), new Said(report(row.getString(2)), instant(row, 3))));
        Map<Part, Instant> roles = new HashMap<>();
        rows(ROLES, group, row -> roles.put(new Part(row.getString(1), row.getString(2)), instant(row, 3)));
        List<Standing> standings = new ArrayList<>();
        rows(ROUTERS, group, row -> standings.add(standing(row, said, roles)));
        return standings;
    }

    private record Said(ApplyReport report, Instant receivedAt) {}

    private record Part(String node, String router) {}

    private static Standing standing(ResultSet row, Map<String, Said> said, Map<Part, Instant> roles)
            throws SQLException {
        RouterSpec spec = RouterBody.read(row.getString("spec"));
        List<Heard> members = spec.members().stream()
                .map(member ->
                        heard(member, said.get(member.director()), roles.get(new Part(member.director(), spec.name()))))
                .toList();
        return new Standing(spec, members, wish(row), instant(row, "now"));
    }

    private static Heard heard(RouterSpec.Member member, @Nullable Said said, @Nullable Instant roleHeardAt) {
        return said == null
                ? new Heard(member, null, null, null)
                : new Heard(member, said.report(), said.receivedAt(), roleHeardAt);
    }

    private static @Nullable Wish wish(ResultSet row) throws SQLException {
        String from = row.getString("from_node");
        if (from == null) {
            return null;
        }
        String outcome = row.getString("outcome");
        Wish.End end = outcome == null
                ? null
                : new Wish.End(
                        ElectionRules.Outcome.of(outcome),
                        instant(row, "ended_at"),
                        row.getString("to_node"),
                        row.getObject("gap_millis", Long.class));
        OffsetDateTime doubted = row.getObject("doubted_at", OffsetDateTime.class);
        return new Wish(
                row.getLong("id"), from, instant(row, "asked_at"), doubted == null ? null : doubted.toInstant(), end);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** What is done with each row. */
    private interface Reading {
        void of(ResultSet row) throws SQLException;
    }

    private void rows(String sql, String group, Reading reading) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, group);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reading.of(rows);
                }
            }
        }
    }

    private static ApplyReport report(String json) {
        try {
            return ContractJson.decode(json.getBytes(StandardCharsets.UTF_8), ApplyReport.class, ApplyReport.SCHEMA);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("The column report holds what the inbox never stored", e);
        }
    }
}
