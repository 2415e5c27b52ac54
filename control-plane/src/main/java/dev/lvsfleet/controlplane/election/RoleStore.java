package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.election.ElectionRules.Judgement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Keeps what reports say of roles, in the transaction that stores the reports: when each was heard, and what it means for wishes. */
public final class RoleStore {

    /**
     * The time stays while the role does: what is told is since when it is known. It is the report's own, for what was heard with a
     * report must not seem newer than that.
     */
    private static final String HEARD = "INSERT INTO router_role AS known (node, router, role, since, heard_at)"
            + " SELECT r.node, said.*, r.received_at FROM apply_report r, unnest(?, ?, ?) AS said WHERE r.node = ?"
            + " ON CONFLICT (node, router) DO UPDATE"
            + " SET role = excluded.role, since = excluded.since, heard_at = excluded.heard_at"
            + " WHERE (known.role, known.since) IS DISTINCT FROM (excluded.role, excluded.since)";

    private static final String LEFT = "DELETE FROM router_role WHERE node = ? AND router <> ALL (?)";

    private static final Logger LOG = Logger.getLogger(RoleStore.class);

    private RoleStore() {}

    /** Keeps since when the node is known to have its roles; the report is stored already. */
    public static void heard(Connection connection, ApplyReport report) throws SQLException {
        Map<String, RouterState> states = new TreeMap<>();
        report.virtualRouters().forEach(state -> states.put(state.name(), state));
        String[] names = states.keySet().toArray(String[]::new);
        if (names.length > 0) {
            try (PreparedStatement heard = connection.prepareStatement(HEARD)) {
                heard.setArray(1, connection.createArrayOf("text", names));
                heard.setArray(2, texts(connection, states, state -> ContractJson.word(state.role())));
                heard.setArray(
                        3, texts(connection, states, state -> state.since().toString()));
                heard.setString(4, report.node());
                heard.executeUpdate();
            }
        }
        try (PreparedStatement left = connection.prepareStatement(LEFT)) {
            left.setString(1, report.node());
            left.setArray(2, connection.createArrayOf("text", names));
            left.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection, Map<String, RouterState> states, Function<RouterState, String> text)
            throws SQLException {
        return connection.createArrayOf(
                "text", states.values().stream().map(text).toArray(String[]::new));
    }

    /**
     * Ends the wishes that these nodes' reports decide; in how many groups that failed, which stays in those. Once for a batch and last in it: whoever locks reports, groups and wishes
     * locks them in this order. Of two replicas that store the reports of two members at once, the second sees both.
     */
    public static int settle(Connection connection, Set<String> nodes) throws SQLException {
        if (nodes.isEmpty()) {
            return 0;
        }
        WishStore wishes = new WishStore(connection);
        Map<String, Collection<String>> open = wishes.lockOpen(nodes);
        StandingStore standings = new StandingStore(connection);
        int failed = 0;
        for (Map.Entry<String, Collection<String>> group : open.entrySet()) {
            Savepoint before = connection.setSavepoint();
            try {
                settle(wishes, standings.of(group.getKey()), group.getValue());
                connection.releaseSavepoint(before);
            } catch (RuntimeException unreadable) {
                LOG.warnf(unreadable, "What became of the switch-overs of group %s cannot be told", group.getKey());
                connection.rollback(before);
                failed++;
            }
        }
        return failed;
    }

    private static void settle(WishStore wishes, List<Standing> standings, Collection<String> open)
            throws SQLException {
        for (Standing standing : standings) {
            Standing.Wish wish = standing.wish();
            if (wish != null
                    && wish.end() == null
                    && open.contains(standing.router().name())) {
                settle(wishes, standing, wish);
            }
        }
    }

    private static void settle(WishStore wishes, Standing standing, Standing.Wish wish) throws SQLException {
        switch (ElectionRules.judge(standing, wish)) {
            case Judgement.Open() -> {}
            case Judgement.Doubtful() -> wishes.doubt(standing.router().name());
            case Judgement.Done(Standing.Heard by) -> wishes.done(standing, wish, by);
            case Judgement.Missed() -> wishes.missed(standing, wish);
        }
    }
}
