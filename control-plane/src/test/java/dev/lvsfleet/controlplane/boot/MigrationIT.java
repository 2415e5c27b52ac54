package dev.lvsfleet.controlplane.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a fleet had before a migration goes on as it was. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class MigrationIT {

    private static final String SERVICE = "INSERT INTO virtual_service (name, group_name, address, port, protocol,"
            + " scheduler, forwarding, real_servers, real_server_count, version) VALUES ('%s', '%s', '%s', 80, 'TCP',"
            + " 'WRR', 'DR', '[]', 0, 1)";

    @Inject
    DataSource database;

    @Test
    void aGroupWhoseDirectorsAllHeldAnAddressHoldsItEverywhereAndWhatWasSaidOfRolesIsKnownSinceThen()
            throws SQLException {
        migrate("10");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO before_v12");
            statement.execute("INSERT INTO site VALUES ('s', '', 1)");
            group(statement, "spread", "a", "b");
            statement.execute(SERVICE.formatted("spread", "spread", "192.0.2.1"));
            group(statement, "pair", "c", "d");
            statement.execute(SERVICE.formatted("pair", "pair", "192.0.2.2"));
            statement.execute("INSERT INTO virtual_router VALUES ('r', 'pair', '{\"addresses\":[\"192.0.2.2\"]}', 1)");
            group(statement, "single", "e");
            statement.execute(SERVICE.formatted("single", "single", "192.0.2.3"));
            group(statement, "idle", "f", "g");
            group(statement, "marked", "h", "i");
            statement.execute("INSERT INTO virtual_service (name, group_name, firewall_mark, family, scheduler,"
                    + " forwarding, real_servers, real_server_count, version, options) VALUES ('marked', 'marked', 7,"
                    + " 'IPV4', 'WRR', 'DR', '[]', 0, 1, '{\"addresses\":[\"192.0.2.4\"]}')");
            statement.execute("INSERT INTO apply_report (node, site, revision, reported_at, report, topic_id, part,"
                    + " log_offset, received_at) VALUES ('c', 's', 1, '2026-11-22T08:00:00Z', '{\"virtualRouters\":"
                    + "[{\"name\":\"r\",\"role\":\"active\",\"since\":\"2026-11-22T07:00:00Z\"}]}', '', 0, 0,"
                    + " '2026-11-22T09:00:00Z'), ('e', 's', 1, '2026-11-22T08:00:00Z', '{}', '', 0, 1,"
                    + " '2026-11-22T09:00:00Z')");
            statement.execute("SET search_path TO DEFAULT");
        }

        migrate("12");

        Map<String, String> addresses = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT name, addresses FROM before_v12.director_group")) {
                while (rows.next()) {
                    addresses.put(rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT node, router, role, since, heard_at ="
                    + " '2026-11-22T09:00:00Z' FROM before_v12.router_role")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3))
                        .isEqualTo("c r active");
                assertThat(rows.getString(4)).isEqualTo("2026-11-22T07:00:00Z");
                assertThat(rows.getBoolean(5)).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(addresses)
                .isEqualTo(Map.of(
                        "spread", "everywhere",
                        "pair", "elected",
                        "single", "elected",
                        "idle", "elected",
                        "marked", "everywhere"));
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas("before_v12")
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void group(Statement statement, String name, String... directors) throws SQLException {
        statement.execute("INSERT INTO director_group VALUES ('" + name + "', 's', '', 1, 1, clock_timestamp())");
        for (String director : directors) {
            statement.execute("INSERT INTO director VALUES ('" + director + "', '" + name + "', 'eth0', 1)");
        }
    }
}
