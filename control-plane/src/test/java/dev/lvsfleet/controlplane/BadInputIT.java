package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.lvsfleet.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad input of the first issue: a problem that names the field, nothing stored, nothing published. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class BadInputIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Inject
    DataSource database;

    private static @Nullable Fleet shared;

    private Fleet fleet = new Fleet("", "", "");
    private String before = "";

    @BeforeEach
    void waitUntilAllIsPublished() {
        if (shared == null) {
            shared = Fleet.create();
        }
        fleet = shared;
        Awaitility.await().until(() -> count("SELECT count(*) FROM outbox") == 0);
        before = everything();
    }

    /** What has no outbox row is not published either: the relay publishes from nothing else. */
    @AfterEach
    void nothingWasStoredOrIsAboutToBePublished() {
        assertThat(everything()).isEqualTo(before);
    }

    @AfterAll
    static void nothingWasPublished() {
        Fleet fleet = Objects.requireNonNull(shared);
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(bus.records())
                            .extracting(ConsumerRecord::key)
                            .contains(fleet.director()));
            assertThat(bus.records())
                    .allSatisfy(published -> assertThat(new String(published.value(), StandardCharsets.UTF_8))
                            .contains("\"services\":[]"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'port':80,'weight':1               | 'port':8080,'weight':1            | realServers[0].port            | only nat maps ports
            'forwarding':'dr'                  | 'forwarding':'tun','x':1          | x                              | Is not a property here
            'weight':1                         | 'weight':-1                       | realServers[0].weight          | was -1
            'weight':1                         | 'weight':4294967296               | realServers[0].weight          | was 4294967296
            'weight':1                         | 'weight':1.5                      | realServers[0].weight          | was 1.5
            'weight':1                         | 'weight':'1'                      | realServers[0].weight          | was text
            'port':80,'scheduler'              | 'port':0,'scheduler'              | port                           | from 1 to 65535
            'port':80,'scheduler'              | 'port':70000,'scheduler'          | port                           | was 70000
            192.168.148.161                    | 224.0.0.18                        | address                        | multicast
            192.168.148.161                    | 0.0.0.0                           | address                        | unspecified
            192.168.148.161                    | 255.255.255.255                   | address                        | broadcast
            192.168.148.161                    | 127.0.0.1                         | address                        | loopback
            192.168.148.161                    | localhost                         | address                        | Must be an IPv4 address
            192.168.148.161                    | not an address                    | address                        | Must be an IPv4 address
            192.168.148.161                    | 2001:db8::1                       | address                        | IPv6 is not supported yet
            192.168.148.161                    | ::ffff:192.168.148.161            | address                        | IPv6 is not supported yet
            192.168.148.161                    | 3232273569                        | address                        | full form
            'wrr'                              | 'fastest'                         | scheduler                      | rr, wrr, lc
            192.168.148.133                    | 192.168.148.132                   | realServers[1]                 | same real server as realServers[0]
            'group':'                          | 'group':'no-                      | group                          | no director group
            'name':'                           | 'name':'Not_A_Name                | name                           | lower-case letters
            6s                                 | 6 seconds                         | healthCheck.interval           | like 500ms
            6s                                 | 1ms                               | healthCheck.interval           | from 100ms to 60m
            'statusCode':200                   | 'statusCode':99                   | healthCheck.statusCode         | 100 to 599
            '/health_check'                    | 'health_check'                    | healthCheck.path               | slash
            'http'                             | 'icmp'                            | healthCheck.type               | http or tcp
            """)
    void aWrongFieldIsNamed(String from, String to, String field, String message) {
        String body = fleet.service("bad", 1).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));

        Fleet.post(SERVICES, body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:lvsfleet:problem:invalid"))
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(message));
    }

    @Test
    void aPortMappingWithTunnellingIsRefused() {
        String body =
                fleet.service("bad", 1).replace("'dr'", "'tun'").replace("'port':80,'weight'", "'port':81,'weight'");
        Fleet.post(SERVICES, body).then().statusCode(400).body("errors.size()", equalTo(2));
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Fleet.post(SERVICES, "{'name':7,'port':0,'colour':'red'}")
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        equalTo(List.of("name", "group", "address", "port", "scheduler", "forwarding", "colour")));
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        for (String body : List.of("", "not json", "{'name':", "[]", "{'name':'a','name':'b'}", "{} {}")) {
            Fleet.post(SERVICES, body).then().statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        Response refused = Fleet.post(SERVICES, " ".repeat(10 << 20));
        refused.then().statusCode(413).contentType("application/problem+json").body("detail", containsString("1 MiB"));
    }

    /** Without a Content-Length, and by a client that sends everything before it looks at the answer. */
    @Test
    void aBodyOfTenMegabytesInChunksIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + SERVICES + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Fleet.token()
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 160; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).as("all until the server closes").startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void anotherMediaTypeIsRefused() {
        Fleet.authorized()
                .contentType("text/plain")
                .body("{}")
                .post(SERVICES)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void anUnknownPathAndAMethodThatIsNotTakenAreProblems() {
        Fleet.get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        Fleet.get(SERVICES + "/nobody").then().statusCode(404).body("detail", containsString("nobody"));
        Fleet.authorized().patch(SERVICES).then().statusCode(405).contentType("application/problem+json");
        Fleet.get(SERVICES + "?limit=0").then().statusCode(400).body("errors.field", hasItem("limit"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "virtual-services/a%00b",
                "directors/%00",
                "director-groups/a%00",
                "sites/a%0Ab",
                "sites?after=%00",
                "director-groups?after=a%00",
                "directors?after=%00",
                "virtual-services?after=%00b",
                "events?node=%00",
                "events?kind=a%00"
            })
    void textThatNothingCanHaveIsRefusedAndNotTakenForAnAbsentDatabase(String path) {
        Fleet.authorized()
                .urlEncodingEnabled(false)
                .get("/api/v1/" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sites/%ED%A0%80", "sites/%FF", "sites/%F0%9F%90%A7", "events?node=%FF", "sites?after=%C0%80"})
    void strangeTextNeverMakesTheControlPlaneFail(String path) {
        int status = Fleet.authorized()
                .urlEncodingEnabled(false)
                .get("/api/v1/" + path)
                .statusCode();
        assertThat(status).isIn(200, 400, 404);
    }

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

    /** The rows of everything an operator describes, and whether anything waits to be published. */
    private String everything() {
        return query("SELECT (SELECT count(*) FROM site) || ' ' || (SELECT count(*) FROM director_group) || ' '"
                + " || (SELECT count(*) FROM director) || ' ' || (SELECT count(*) FROM virtual_service) || ' '"
                + " || (SELECT coalesce(max(revision), 0) FROM director_group) || ' '"
                + " || (SELECT count(*) FROM outbox)");
    }

    private long count(String sql) {
        return Long.parseLong(query(sql));
    }

    private String query(String sql) {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
