package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * That a refused request leaves nothing behind: no row of what an operator describes, no revision, and no outbox row. What has
 * none of those is not published either, for the relay publishes from nothing else.
 */
public final class NothingStored {

    private static final String EVERYTHING = "SELECT (SELECT count(*) FROM site) || ' '"
            + " || (SELECT count(*) FROM director_group) || ' ' || (SELECT count(*) FROM director) || ' '"
            + " || (SELECT count(*) FROM real_server) || ' ' || (SELECT count(*) FROM virtual_service) || ' '"
            + " || (SELECT coalesce(max(revision), 0) FROM director_group) || ' '"
            + " || (SELECT count(*) FROM outbox)";

    private final DataSource database;
    private final String before;

    private NothingStored(DataSource database) {
        this.database = database;
        this.before = query(EVERYTHING);
    }

    /** From the moment at which all that was asked for before is published. */
    public static NothingStored from(DataSource database) {
        Awaitility.await()
                .until(() -> query(database, "SELECT count(*) FROM outbox").equals("0"));
        return new NothingStored(database);
    }

    public void check() {
        assertThat(query(EVERYTHING)).isEqualTo(before);
    }

    private String query(String sql) {
        return query(database, sql);
    }

    private static String query(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
