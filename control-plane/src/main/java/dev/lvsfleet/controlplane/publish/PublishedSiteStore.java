package dev.lvsfleet.controlplane.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which topics each site was last published into, and the way to publish a site once more. Not thread-safe. */
final class PublishedSiteStore {

    private final Connection connection;

    PublishedSiteStore(Connection connection) {
        this.connection = connection;
    }

    /** The sites that have anything to publish. */
    Set<String> names() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT site FROM director_group UNION SELECT site FROM real_server");
                ResultSet rows = select.executeQuery()) {
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /** By site; absent for one that was never published. */
    Map<String, SiteTopics> topics() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT site, desired_state, probe_targets FROM published_site");
                ResultSet rows = select.executeQuery()) {
            Map<String, SiteTopics> topics = new HashMap<>();
            while (rows.next()) {
                topics.put(rows.getString(1), new SiteTopics(rows.getString(2), rows.getString(3)));
            }
            return topics;
        }
    }

    /** Queues everything that the site has, for these topics; what waits already need not wait twice. */
    void sendAgain(String site, SiteTopics topics) throws SQLException {
        change("UPDATE published_target SET sent = false WHERE site = ?", site);
        change(
                "INSERT INTO outbox (site, group_name) SELECT site, name FROM director_group g WHERE site = ?"
                        + " AND NOT EXISTS (SELECT FROM outbox o WHERE o.site = g.site AND o.group_name = g.name)",
                site);
        change(
                "INSERT INTO outbox (site, node) SELECT site, name FROM real_server n WHERE site = ?"
                        + " AND NOT EXISTS (SELECT FROM outbox o WHERE o.site = n.site AND o.node = n.name)",
                site);
        change(
                "INSERT INTO published_site (site, desired_state, probe_targets) VALUES (?, ?, ?) ON CONFLICT (site)"
                        + " DO UPDATE SET desired_state = excluded.desired_state, probe_targets = excluded.probe_targets",
                site,
                topics.desiredState(),
                topics.probeTargets());
    }

    private void change(String sql, String... parameters) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                change.setString(i + 1, parameters[i]);
            }
            change.executeUpdate();
        }
    }
}
