package dev.lvsfleet.controlplane.access;

import static org.hamcrest.Matchers.startsWith;

import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may call. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class TokenIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Inject
    DataSource database;

    @Test
    void nobodyWithoutATokenGetsIn() {
        for (String header : List.of("Bearer wrong", "Basic YTpi", "")) {
            RestAssured.given()
                    .header("Authorization", header)
                    .get(SERVICES)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("Bearer"))
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() throws SQLException {
        change("INSERT INTO access_token (hash, name) VALUES (sha256('short-lived'), 'test')");
        status("short-lived", 200);
        change("DELETE FROM access_token WHERE name = 'test'");
        status("short-lived", 401);
    }

    private static void status(String token, int expected) {
        RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get(SERVICES)
                .then()
                .statusCode(expected);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
