package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.controlplane.virtualservice.HostWord;
import dev.lvsfleet.controlplane.virtualservice.WaitingStore;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a new revision to the groups that wait for what a real server reports, in the transaction that stores the report: a
 * service with {@code requirePrepared} is compiled differently from then on.
 */
final class ReadinessNews {

    /** Locks what is known: another replica may be storing a report of the same node, and both must see what changes. */
    private static final String KNOWN = "SELECT CAST(report AS text) FROM apply_report WHERE node = ? FOR UPDATE";

    private static final String HOSTS = "SELECT site, address FROM real_server WHERE name = ANY (?)";

    private static final String REVISE = "WITH step AS MATERIALIZED (SELECT nextval('revision_seq') AS revision),"
            + " revised AS (UPDATE director_group SET revision = step.revision, revised_at = clock_timestamp()"
            + " FROM step WHERE name = ANY (?) RETURNING name, site)"
            + " INSERT INTO outbox (site, group_name) SELECT site, name FROM revised";

    private ReadinessNews() {}

    /**
     * Whether a report says something else of the node's readiness than the one before, or the same of something else, whatever
     * the reasons; ask before it is stored.
     */
    static boolean isNews(Connection connection, ApplyReport report) throws SQLException {
        if (knowsNothing(report)) {
            return false;
        }
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setString(1, report.node());
            try (ResultSet row = select.executeQuery()) {
                return !row.next() || differs(row.getString(1), report);
            }
        }
    }

    /** One that nobody can read any more is as good as none: what an earlier release took in must not shut the node out. */
    private static boolean differs(String known, ApplyReport report) {
        try {
            HostWord word = HostWord.of(known, null);
            return !answers(word.readiness()).equals(answers(report.readiness()))
                    || !word.asked().equals(Optional.ofNullable(report.asked()));
        } catch (IllegalStateException unreadable) {
            return true;
        }
    }

    /**
     * Whether the agent has lost its state, and with it what it knew of its host: what was said before stands. One that leaves
     * the fleet has no document either, but says what it took back.
     */
    static boolean knowsNothing(ApplyReport report) {
        return report.revision() == 0
                && report.operations() == 0
                && report.readiness().isEmpty();
    }

    private static Map<InetAddress, Boolean> answers(List<Readiness> readiness) {
        return readiness.stream().collect(Collectors.toMap(Readiness::address, Readiness::ready, (first, _) -> first));
    }

    /**
     * Once for all nodes of a batch, after the last report is stored: whoever locks a report and a group locks the report first.
     */
    static void tell(Connection connection, Set<String> nodes) throws SQLException {
        List<String> groups = nodes.isEmpty() ? List.of() : new WaitingStore(connection).lock(hosts(connection, nodes));
        if (!groups.isEmpty()) {
            try (PreparedStatement revise = connection.prepareStatement(REVISE)) {
                revise.setArray(1, connection.createArrayOf("text", groups.toArray(String[]::new)));
                revise.executeUpdate();
            }
        }
    }

    private static List<WaitingStore.Host> hosts(Connection connection, Set<String> nodes) throws SQLException {
        List<WaitingStore.Host> hosts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HOSTS)) {
            select.setArray(1, connection.createArrayOf("text", nodes.toArray(String[]::new)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hosts.add(new WaitingStore.Host(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return hosts;
    }
}
