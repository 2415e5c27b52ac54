package dev.lvsfleet.controlplane.virtualservice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the groups with a service that waits for prepared hosts, inside the caller's transaction. Not thread-safe. */
public final class WaitingStore {

    private static final String LOCK = "SELECT g.name FROM director_group g WHERE g.name IN (SELECT s.group_name"
            + " FROM unnest(?, ?) AS host (site, address) JOIN director_group o ON o.site = host.site"
            + " JOIN virtual_service s ON s.group_name = o.name,"
            + " jsonb_build_array(jsonb_build_object('address', host.address)) AS named"
            + " WHERE s.options ->> 'requirePrepared' = 'true' AND (s.real_servers @> named OR s.fallback @> named))"
            + " ORDER BY g.name FOR UPDATE";

    private final Connection connection;

    public WaitingStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * A host of a site.
     *
     * @param address by which services name it
     */
    public record Host(String site, String address) {}

    /** The groups that wait for one of them, locked, in the order of their names; their revision comes after the locks. */
    public List<String> lock(Collection<Host> hosts) throws SQLException {
        List<String> groups = new ArrayList<>();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(
                    1,
                    connection.createArrayOf(
                            "text", hosts.stream().map(Host::site).toArray()));
            lock.setArray(
                    2,
                    connection.createArrayOf(
                            "text", hosts.stream().map(Host::address).toArray()));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    groups.add(rows.getString(1));
                }
            }
        }
        return groups;
    }
}
