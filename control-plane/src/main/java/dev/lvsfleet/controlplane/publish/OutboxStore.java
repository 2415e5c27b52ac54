package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.contract.TablePolicy.Existing;
import dev.lvsfleet.controlplane.virtualservice.ServiceRow;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the relay reads and forgets, over the relay's own connection: whoever loses that connection loses the advisory
 * lock and the right to delete in the same instant.
 *
 * <p>Plain SQL, one query per kind of thing however many groups a batch touches. Not thread-safe.
 */
final class OutboxStore {

    /** One batch of a site; the rest waits for the next, so that a send stays short. */
    static final int BATCH = 5_000;

    /** In the order in which {@link #service} reads them; of a table called s. */
    static final String SERVICE_COLUMNS =
            "s.name, s.group_name, s.address, s.port, s.protocol, s.firewall_mark, s.family,"
                    + " s.scheduler, s.forwarding, s.real_servers, s.fallback, s.health_check, s.options";

    private final Connection connection;

    OutboxStore(Connection connection) {
        this.connection = connection;
    }

    /** Every site for which something waits, the longest wait first. */
    List<SiteQueue> queues() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT site, count(*), min(created_at) FROM outbox GROUP BY site ORDER BY min(id)");
                ResultSet rows = select.executeQuery()) {
            List<SiteQueue> queues = new ArrayList<>();
            while (rows.next()) {
                queues.add(new SiteQueue(rows.getString(1), rows.getInt(2), instant(rows, 3)));
            }
            return queues;
        }
    }

    /** A site's entries, the oldest first. */
    List<OutboxEntry> waiting(String site) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, site, group_name, node, created_at FROM outbox WHERE site = ? ORDER BY id LIMIT "
                        + BATCH)) {
            select.setString(1, site);
            try (ResultSet rows = select.executeQuery()) {
                List<OutboxEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new OutboxEntry(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            instant(rows, 5)));
                }
                return entries;
            }
        }
    }

    void forget(List<OutboxEntry> entries) throws SQLException {
        Long[] ids = entries.stream().map(OutboxEntry::id).toArray(Long[]::new);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids));
            delete.executeUpdate();
        }
    }

    /** The groups that still exist, whole. */
    List<GroupSnapshot> groups(Collection<String> names) throws SQLException {
        Map<String, List<GroupSnapshot.Node>> nodes = new HashMap<>();
        query(
                "SELECT group_name, name, network_interface, existing, exclusive FROM director"
                        + " WHERE group_name = ANY (?)",
                names,
                row -> nodes.computeIfAbsent(row.getString(1), group -> new ArrayList<>())
                        .add(new GroupSnapshot.Node(
                                row.getString(2),
                                row.getString(3),
                                new TablePolicy(Existing.valueOf(row.getString(4)), row.getBoolean(5)))));
        Map<String, List<VirtualService>> services = new HashMap<>();
        query(
                "SELECT " + SERVICE_COLUMNS + " FROM virtual_service s WHERE group_name = ANY (?)",
                names,
                row -> services.computeIfAbsent(row.getString(2), group -> new ArrayList<>())
                        .add(service(row)));
        ElectionStore elections = new ElectionStore();
        query(ElectionStore.SELECT, names, elections::read);
        List<GroupSnapshot> groups = new ArrayList<>();
        query(
                "SELECT name, site, revision, revised_at, sync_id FROM director_group WHERE name = ANY (?) ORDER BY name",
                names,
                row -> groups.add(elections.add(
                        row.getObject(5, Integer.class),
                        new GroupSnapshot(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                instant(row, 4),
                                nodes.getOrDefault(row.getString(1), List.of()),
                                services.getOrDefault(row.getString(1), List.of()),
                                Map.of()))));
        return hosts().reportedTo(groups);
    }

    /** Where the nodes that still exist are now, the directors and the real servers. */
    Map<String, String> sitesOf(Collection<String> nodes) throws SQLException {
        Map<String, String> sites = new HashMap<>();
        query(
                "SELECT d.name, g.site FROM director d JOIN director_group g ON g.name = d.group_name"
                        + " WHERE d.name = ANY (?)",
                nodes,
                row -> sites.put(row.getString(1), row.getString(2)));
        sites.putAll(hosts().sitesOf(nodes));
        return sites;
    }

    /** The ids of the targets that the group wants, as last published; false for those that are to be sent again. */
    Map<String, Boolean> publishedTargets(String site, String group) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, sent FROM published_target WHERE site = ? AND group_name = ?")) {
            select.setString(1, site);
            select.setString(2, group);
            try (ResultSet rows = select.executeQuery()) {
                Map<String, Boolean> ids = new HashMap<>();
                while (rows.next()) {
                    ids.put(rows.getString(1), rows.getBoolean(2));
                }
                return ids;
            }
        }
    }

    void targetsWanted(String site, String group, Collection<String> ids) throws SQLException {
        change(
                "INSERT INTO published_target (site, group_name, id) SELECT ?, ?, unnest(?)"
                        + " ON CONFLICT (site, group_name, id) DO UPDATE SET sent = true",
                site,
                group,
                ids);
    }

    void targetsUnwanted(String site, String group, Collection<String> ids) throws SQLException {
        change("DELETE FROM published_target WHERE site = ? AND group_name = ? AND id = ANY (?)", site, group, ids);
    }

    /** Those of the ids that some group of the site wants, these groups aside. */
    Set<String> wantedByOthers(String site, Collection<String> groups, Collection<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT id FROM published_target"
                + " WHERE site = ? AND group_name <> ALL (?) AND id = ANY (?)")) {
            select.setString(1, site);
            select.setArray(2, text(groups));
            select.setArray(3, text(ids));
            try (ResultSet rows = select.executeQuery()) {
                Set<String> wanted = new HashSet<>();
                while (rows.next()) {
                    wanted.add(rows.getString(1));
                }
                return wanted;
            }
        }
    }

    /** The real servers, over the same connection. */
    HostStore hosts() {
        return new HostStore(connection);
    }

    static VirtualService service(ResultSet result) throws SQLException {
        ServiceRow row = new ServiceRow();
        row.name = result.getString(1);
        row.group = result.getString(2);
        row.address = result.getString(3);
        row.port = result.getObject(4, Integer.class);
        row.protocol = constant(Protocol.class, result.getString(5));
        row.firewallMark = result.getObject(6, Long.class);
        row.family = constant(AddressFamily.class, result.getString(7));
        row.scheduler = Scheduler.valueOf(result.getString(8));
        row.forwarding = Forwarding.valueOf(result.getString(9));
        row.realServers = result.getString(10);
        row.fallback = result.getString(11);
        row.healthCheck = result.getString(12);
        row.options = result.getString(13);
        return row.service();
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Collection<String> names, RowReader reader) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, text(names));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void change(String sql, String site, String group, Collection<String> ids) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setString(1, site);
            change.setString(2, group);
            change.setArray(3, text(ids));
            change.executeUpdate();
        }
    }

    private Array text(Collection<String> names) throws SQLException {
        return connection.createArrayOf("text", names.toArray(String[]::new));
    }
}
