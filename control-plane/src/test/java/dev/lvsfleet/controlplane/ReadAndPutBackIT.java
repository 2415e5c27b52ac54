package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.testing.SchemaRules;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the description promises about bodies: every answer is as it says, and may be put back as it is. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class ReadAndPutBackIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataSource database;

    private Fleet fleet = new Fleet("", "", "");
    private JsonNode document = JSON.createObjectNode();

    @BeforeEach
    void readTheDocument() throws JsonProcessingException {
        fleet = Fleet.create();
        document = JSON.readTree(RestAssured.get("/q/openapi?format=json").asString());
    }

    @Test
    void whatIsReadIsAsDescribedAndMayBePutBack() throws Exception {
        report();
        Fleet.post("/api/v1/virtual-services", fleet.service("web-" + fleet.site(), 1))
                .then()
                .statusCode(201);
        Fleet.post("/api/v1/virtual-services", marked()).then().statusCode(201);
        Fleet.post("/api/v1/virtual-routers", router()).then().statusCode(201);
        bothWays("virtual-routers", "guide-" + fleet.site());
        bothWays("sites", fleet.site());
        bothWays("director-groups", fleet.group());
        bothWays("directors", fleet.director());
        bothWays("virtual-services", "web-" + fleet.site());
        bothWays("virtual-services", "marked-" + fleet.site());
    }

    @Test
    void aListIsAsDescribed() throws Exception {
        report();
        for (String kind : List.of(
                "sites", "director-groups", "directors", "virtual-routers", "virtual-services", "events", "doctor")) {
            JsonNode list = JSON.readTree(Fleet.get("/api/v1/" + kind).asString());
            assertThat(faults(answer("/api/v1/" + kind), list)).as(kind).isEmpty();
        }
    }

    @Test
    void theNameIsRequiredToCreateAndNotToReplace() {
        for (String kind : List.of("sites", "director-groups", "directors", "virtual-routers", "virtual-services")) {
            assertThat(faults(body("/api/v1/" + kind, "post"), JSON.createObjectNode()))
                    .contains("$ lacks name");
            assertThat(faults(body("/api/v1/" + kind + "/{name}", "put"), JSON.createObjectNode()))
                    .doesNotContain("$ lacks name");
        }
    }

    private void bothWays(String kind, String name) throws JsonProcessingException {
        String path = "/api/v1/" + kind + "/{name}";
        JsonNode read = JSON.readTree(Fleet.get("/api/v1/" + kind + "/" + name).asString());
        JsonNode request = body(path, "put");
        assertThat(faults(answer(path), read)).as("the answer %s", read).isEmpty();
        assertThat(faults(request, read)).as("put back: %s", read).isEmpty();
        assertThat(faults(request, ((ObjectNode) read).put("desciption", "")))
                .containsExactly("$ may not have desciption");
        for (String only : List.of("version", "revision", "desiredRevision", "appliedRevision", "lastReport")) {
            JsonNode property = resolved(request).path("properties").path(only);
            assertThat(property.path("readOnly").asBoolean())
                    .as("%s of %s", only, kind)
                    .isEqualTo(read.has(only));
        }
        Fleet.put(
                        "/api/v1/" + kind + "/" + name,
                        "*",
                        Fleet.get("/api/v1/" + kind + "/" + name).asString())
                .then()
                .statusCode(200);
    }

    private JsonNode body(String path, String method) {
        return document.path("paths").path(path).path(method).at("/requestBody/content/application~1json/schema");
    }

    private JsonNode answer(String path) {
        return resolved(document.path("paths").path(path).at("/get/responses/200"))
                .at("/content/application~1json/schema");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private List<String> faults(JsonNode schema, JsonNode value) {
        assertThat(schema.isObject()).as("there is a schema").isTrue();
        return SchemaRules.faults(document, schema, value);
    }

    private String router() {
        return """
                {'name':'guide-%s','group':'%s','vrid':51,'vrrpVersion':2,'password':'1111','addresses':['192.0.2.7'],
                 'syncGroup':'all','otherPeers':['192.0.2.8'],
                 'members':[{'director':'%s','priority':100,'source':'192.0.2.9','networkInterface':'eth1'}]}
                """.formatted(fleet.site(), fleet.group(), fleet.director());
    }

    private String marked() {
        return """
                {'name':'marked-%s','group':'%s','firewallMark':7,'addresses':['192.0.2.1'],'scheduler':'mh',
                 'schedulerFlags':['mh-port'],'persistence':{},'forwarding':'tun','tunnel':{'type':'gre'},
                 'realServers':[{'address':'2001:db8::9'}],'slowStart':{'duration':'1h'},'drainTimeout':'24h'}
                """.formatted(fleet.site(), fleet.group());
    }

    /** As the inbox would store it. */
    private void report() throws SQLException {
        Instant now = Instant.parse("2026-11-22T12:00:00.250Z");
        ApplyReport report = new ApplyReport(
                        ApplyReport.SCHEMA,
                        fleet.director(),
                        1,
                        ApplyReport.Outcome.REFUSED,
                        now,
                        0,
                        new ApplyReport.Timings(now, Duration.ofMillis(2), Duration.ZERO),
                        List.of("service web: port 0 is not between 1 and 65535"),
                        List.of("TCP 10.0.0.1:80"),
                        1)
                .with(new Examination(
                        now, List.of(new Finding("redirects-on", Severity.WARNING, "eth0", "it is 1", "set it to 0"))))
                .with(
                        List.of(new RouterState(
                                "guide-" + fleet.site(),
                                RouterState.Role.ACTIVE,
                                100,
                                now,
                                "the Active was silent",
                                1,
                                0,
                                Map.of("wrong-length", 1L),
                                Duration.ofMillis(3600),
                                0,
                                null)),
                        "5f3a");
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO apply_report (node, site, revision, reported_at, report) VALUES (?, ?, 0, now(), ?::jsonb)")) {
            insert.setString(1, fleet.director());
            insert.setString(2, fleet.site());
            insert.setString(3, new String(ContractJson.encode(report), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }
}
