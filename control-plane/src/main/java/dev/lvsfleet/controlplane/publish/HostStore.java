package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.controlplane.virtualservice.HostWord;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the relay reads and notes of real servers, in the relay's own transaction. Not thread-safe. */
final class HostStore {

    private static final String AFFECTED = "SELECT n.name, n.address, n.gateway_address, n.gateway_enforce,"
            + " d.revision, d.revised_at, d.digest FROM real_server n"
            + " LEFT JOIN real_server_document d ON d.node = n.name AND d.site = n.site"
            + " WHERE n.site = ? AND (n.name = ANY (?) OR n.address = ANY (?) OR d.groups && ?) ORDER BY n.name";

    /** Two conditions rather than one on both columns: each has its index. */
    private static final String NAMING = " FROM virtual_service s JOIN director_group g ON g.name = s.group_name"
            + " WHERE g.site = ? AND (s.real_servers @> ?::jsonb OR s.fallback @> ?::jsonb) ORDER BY s.name";

    private final Connection connection;

    HostStore(Connection connection) {
        this.connection = connection;
    }

    /** What changed. */
    record Concern(Collection<String> nodes, Collection<String> addresses, Collection<String> groups) {}

    /** The real servers of a site that a change may concern, in the order of their names. */
    List<HostSnapshot> concerned(String site, Concern concern) throws SQLException {
        List<HostSnapshot> hosts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(AFFECTED)) {
            select.setString(1, site);
            select.setArray(2, text(concern.nodes()));
            select.setArray(3, text(concern.addresses()));
            select.setArray(4, text(concern.groups()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hosts.add(host(site, rows));
                }
            }
        }
        return hosts;
    }

    private HostSnapshot host(String site, ResultSet row) throws SQLException {
        String gateway = row.getString(3);
        OffsetDateTime revisedAt = row.getObject(6, OffsetDateTime.class);
        return new HostSnapshot(
                row.getString(1),
                site,
                InetAddress.ofLiteral(row.getString(2)),
                gateway == null ? null : new Gateway(InetAddress.ofLiteral(gateway), row.getBoolean(4)),
                naming(site, row.getString(2)),
                revisedAt == null
                        ? Optional.empty()
                        : Optional.of(
                                new HostSnapshot.Published(row.getLong(5), revisedAt.toInstant(), row.getString(7))));
    }

    private List<VirtualService> naming(String site, String address) throws SQLException {
        // An address literal has no character that JSON would escape.
        String containing = "[{\"address\":\"" + address + "\"}]";
        List<VirtualService> services = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT " + OutboxStore.SERVICE_COLUMNS + NAMING)) {
            select.setString(1, site);
            select.setString(2, containing);
            select.setString(3, containing);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    services.add(OutboxStore.service(rows));
                }
            }
        }
        return services;
    }

    /** The groups with what their sites' real servers said last, where a service asks for it. */
    List<GroupSnapshot> reportedTo(List<GroupSnapshot> groups) throws SQLException {
        List<GroupSnapshot> answer = new ArrayList<>();
        for (GroupSnapshot group : groups) {
            boolean asks = group.services().stream().anyMatch(VirtualService::requirePrepared);
            answer.add(asks ? group.with(reported(group.site())) : group);
        }
        return answer;
    }

    private Map<InetAddress, HostWord> reported(String site) throws SQLException {
        Map<InetAddress, HostWord> reported = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT n.address, r.report, n.gateway_address"
                + " FROM real_server n LEFT JOIN apply_report r ON r.node = n.name AND r.site = n.site"
                + " WHERE n.site = ?")) {
            select.setString(1, site);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reported.put(
                            InetAddress.ofLiteral(rows.getString(1)),
                            HostWord.of(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return reported;
    }

    /** The next value of the one sequence. It is taken even if the transaction fails, so none is ever used twice. */
    long nextRevision() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT nextval('revision_seq')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Keeps what Kafka has acknowledged. */
    void note(HostSnapshot host, HostSnapshot.Published published) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO real_server_document (node, site, revision, revised_at, digest, groups)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (node) DO UPDATE SET site = excluded.site,"
                        + " revision = excluded.revision, revised_at = excluded.revised_at,"
                        + " digest = excluded.digest, groups = excluded.groups")) {
            upsert.setString(1, host.name());
            upsert.setString(2, host.site());
            upsert.setLong(3, published.revision());
            upsert.setObject(4, published.revisedAt().atOffset(ZoneOffset.UTC));
            upsert.setString(5, published.digest());
            upsert.setArray(
                    6, text(host.services().stream().map(VirtualService::group).collect(Collectors.toSet())));
            upsert.executeUpdate();
        }
    }

    /** Where the real servers of these names are. */
    Map<String, String> sitesOf(Collection<String> nodes) throws SQLException {
        Map<String, String> sites = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT name, site FROM real_server WHERE name = ANY (?)")) {
            select.setArray(1, text(nodes));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sites.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return sites;
    }

    private Array text(Collection<String> names) throws SQLException {
        return connection.createArrayOf("text", Set.copyOf(names).toArray(String[]::new));
    }
}
