package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.controlplane.election.ElectionRules.Outcome;
import dev.lvsfleet.controlplane.election.Standing.Wish;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what becomes of switch-overs, with an event for each end, inside the caller's transaction. Not thread-safe. */
final class WishStore {

    private static final String LOCK = "SELECT r.group_name, w.router FROM switch_over w"
            + " JOIN virtual_router r ON r.name = w.router WHERE w.outcome IS NULL"
            + " AND r.group_name IN (SELECT d.group_name FROM director d WHERE d.name = ANY (?))"
            + " ORDER BY w.router FOR UPDATE OF w";

    private static final String DOUBT =
            "UPDATE switch_over SET doubted_at = coalesce(doubted_at, clock_timestamp()) WHERE router = ?";

    private static final String END = "UPDATE switch_over SET outcome = ?, ended_at = clock_timestamp(), to_node = ?,"
            + " gap_millis = ? WHERE router = ?";

    /** It comes off no topic: the wish's own name and revision are what is unique about it. */
    private static final String EVENT = "INSERT INTO fleet_event (topic, part, log_offset, site, node, at, kind,"
            + " severity, subject, message, written_at) SELECT 'switch-over ' || ?, 0, ?, g.site, ?, clock_timestamp(),"
            + " ?, ?, ?, ?, clock_timestamp() FROM director_group g WHERE g.name = ?";

    private final Connection connection;

    WishStore(Connection connection) {
        this.connection = connection;
    }

    /** By group, the virtual routers of these nodes' groups whose wish has no end yet; locked in the order of their names. */
    Map<String, Collection<String>> lockOpen(Set<String> nodes) throws SQLException {
        Map<String, Collection<String>> open = new TreeMap<>();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("text", nodes.toArray(String[]::new)));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    open.computeIfAbsent(rows.getString(1), _ -> new TreeSet<>())
                            .add(rows.getString(2));
                }
            }
        }
        return open;
    }

    void doubt(String router) throws SQLException {
        try (PreparedStatement doubt = connection.prepareStatement(DOUBT)) {
            doubt.setString(1, router);
            doubt.executeUpdate();
        }
    }

    void done(Standing standing, Wish wish, Standing.Heard by) throws SQLException {
        String router = standing.router().name();
        Long gap = ElectionView.takeover(by.state(router));
        end(router, Outcome.DONE, by.director(), gap);
        tell(
                standing,
                wish,
                by.director(),
                Kind.SWITCH_OVER_DONE,
                Severity.INFO,
                wish.from() + " gave the role to " + by.director()
                        + (gap == null ? "." : "; for " + gap + " ms nobody advertised."));
    }

    void missed(Standing standing, Wish wish) throws SQLException {
        end(standing.router().name(), Outcome.MISSED, null, null);
        tell(
                standing,
                wish,
                wish.from(),
                Kind.SWITCH_OVER_MISSED,
                Severity.WARNING,
                wish.from()
                        + " was asked to give the role away and is Active: it was not when the wish came, or has the"
                        + " role again. Ask anew.");
    }

    private void end(String router, Outcome outcome, @Nullable String to, @Nullable Long gapMillis)
            throws SQLException {
        try (PreparedStatement end = connection.prepareStatement(END)) {
            end.setString(1, outcome.word());
            end.setString(2, to);
            if (gapMillis == null) {
                end.setNull(3, Types.BIGINT);
            } else {
                end.setLong(3, gapMillis);
            }
            end.setString(4, router);
            end.executeUpdate();
        }
    }

    private void tell(Standing standing, Wish wish, String node, Kind kind, Severity severity, String message)
            throws SQLException {
        try (PreparedStatement event = connection.prepareStatement(EVENT)) {
            event.setString(1, standing.router().name());
            event.setLong(2, wish.id());
            event.setString(3, node);
            event.setString(4, ContractJson.word(kind));
            event.setString(5, ContractJson.word(severity));
            event.setString(6, standing.router().name());
            event.setString(7, message);
            event.setString(8, standing.router().group());
            event.executeUpdate();
        }
    }
}
