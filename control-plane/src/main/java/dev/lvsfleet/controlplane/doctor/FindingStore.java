package dev.lvsfleet.controlplane.doctor;

import dev.lvsfleet.controlplane.report.ReportText;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads findings out of the newest report of each node: they came with it and are kept there, whole. */
@ApplicationScoped
public class FindingStore {

    private static final String SELECT =
            "SELECT n.name, n.site, n.role, r.reported_at, r.report -> 'examination' ->> 'since',"
                    + " coalesce(jsonb_agg(f.finding ORDER BY f.place) FILTER (WHERE f.finding IS NOT NULL), '[]'),"
                    + " CAST(extract(epoch FROM clock_timestamp() - r.received_at) * 1000 AS bigint)"
                    + " FROM (SELECT d.name, g.site, 'director' AS role FROM director d JOIN director_group g"
                    + " ON g.name = d.group_name UNION ALL SELECT name, site, 'real-server' FROM real_server) AS n"
                    + " LEFT JOIN apply_report r ON r.node = n.name AND r.site = n.site"
                    + " LEFT JOIN LATERAL jsonb_array_elements(r.report -> 'examination' -> 'findings')"
                    + " WITH ORDINALITY AS f(finding, place) ON ? = '' OR f.finding ->> 'severity' = ?"
                    + " WHERE n.name > ? AND (? = '' OR n.name = ?) AND (? = '' OR n.site = ?)"
                    + " GROUP BY n.name, n.site, n.role, r.reported_at, r.report, r.received_at"
                    + " HAVING ? = '' OR count(f.finding) > 0 ORDER BY n.name LIMIT ?";

    private final DataSource database;

    public FindingStore(DataSource database) {
        this.database = database;
    }

    /**
     * Which nodes are asked for; a word that is empty chooses nothing out.
     *
     * @param severity with one, only nodes that have a finding of it, and only those findings
     */
    record Choice(String node, String site, String severity) {}

    /** The nodes behind a name, in the order of their names, at most so many. */
    List<NodeFindings> page(Choice choice, String after, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            List<String> words = List.of(
                    choice.severity(),
                    choice.severity(),
                    after,
                    choice.node(),
                    choice.node(),
                    choice.site(),
                    choice.site(),
                    choice.severity());
            for (int i = 0; i < words.size(); i++) {
                select.setString(i + 1, words.get(i));
            }
            select.setInt(words.size() + 1, most);
            List<NodeFindings> nodes = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime reportedAt = rows.getObject(4, OffsetDateTime.class);
                    nodes.add(new NodeFindings(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            reportedAt == null ? null : reportedAt.toInstant(),
                            rows.getObject(7, Long.class),
                            rows.getString(5),
                            ReportText.part(rows.getString(6))));
                }
            }
            return nodes;
        }
    }
}
