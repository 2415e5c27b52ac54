package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The findings of the fleet's nodes, as an operator asks for them. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class DoctorIT {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.250Z");
    private static final Instant REPORTED_AT = Instant.parse("2026-11-22T12:34:56.500Z");
    private static final Finding CLOCK =
            new Finding("clock-unsynchronised", Severity.WARNING, "clock", "STA_UNSYNC", "run chrony");
    private static final Finding INTRUDER = new Finding(
            "address-held-twice", Severity.ERROR, "192.168.148.161", "02:00:00:00:00:02 answers", "find it");

    @Inject
    DataSource database;

    @Test
    void theFindingsOfANodeAreThoseOfItsNewestReportTheWorstFirst() throws SQLException {
        Fleet fleet = Fleet.create();
        report(fleet.director(), fleet.site(), new Examination(AT, List.of(INTRUDER, CLOCK)));

        JsonPath page = doctor("node=" + fleet.director());

        assertThat(page.getList("items")).hasSize(1);
        assertThat(page.getString("items[0].site")).isEqualTo(fleet.site());
        assertThat(page.getString("items[0].role")).isEqualTo("director");
        assertThat(page.getString("items[0].since")).isEqualTo(AT.toString());
        assertThat(page.getString("items[0].reportedAt")).isEqualTo(REPORTED_AT.toString());
        assertThat(page.getList("items[0].findings.code")).containsExactly(INTRUDER.code(), CLOCK.code());
        assertThat(page.getMap("items[0].findings[0]"))
                .containsEntry("severity", "error")
                .containsEntry("subject", INTRUDER.subject())
                .containsEntry("evidence", INTRUDER.evidence())
                .containsEntry("remedy", INTRUDER.remedy());
        assertThat(page.<Map<String, ?>>get("items[0].findings[0]").keySet())
                .containsExactly("code", "severity", "subject", "evidence", "remedy");
    }

    @Test
    void aNodeIsThereBeforeItsFirstExaminationAndWhenNothingWasFound() throws SQLException {
        Fleet fleet = Fleet.create();
        Fleet.post(
                        "/api/v1/real-servers",
                        "{'name':'nginx-%s','site':'%s','address':'192.0.2.9','networkInterface':'eth0'}"
                                .formatted(fleet.site(), fleet.site()))
                .then()
                .statusCode(201);
        report(fleet.director(), fleet.site(), null);
        report("nginx-" + fleet.site(), fleet.site(), new Examination(AT, List.of()));

        JsonPath page = doctor("site=" + fleet.site());

        assertThat(page.getList("items.node")).containsExactly(fleet.director(), "nginx-" + fleet.site());
        assertThat(page.getList("items.role")).containsExactly("director", "real-server");
        assertThat(page.getMap("items[0]")).doesNotContainKey("since").containsEntry("findings", List.of());
        assertThat(page.getMap("items[1]")).containsEntry("since", AT.toString());
    }

    @Test
    void aSeverityChoosesItsFindingsAndTheNodesThatHaveOne() throws SQLException {
        Fleet sick = Fleet.create();
        Fleet well = Fleet.create();
        report(sick.director(), sick.site(), new Examination(AT, List.of(INTRUDER, CLOCK)));
        report(well.director(), well.site(), new Examination(AT, List.of(CLOCK)));

        assertThat(doctor("severity=error").getList("items.node"))
                .contains(sick.director())
                .doesNotContain(well.director());
        assertThat(doctor("severity=warning&site=" + sick.site()).getList("items[0].findings.code"))
                .containsExactly(CLOCK.code());
        assertThat(doctor("severity=info&site=" + sick.site()).getList("items")).isEmpty();
        Fleet.get("/api/v1/doctor?severity=worse").then().statusCode(400).body("errors[0].field", equalTo("severity"));
    }

    @Test
    void nodesComePageByPage() {
        Fleet first = Fleet.create();
        Fleet second = Fleet.create();

        JsonPath page = doctor("limit=1&site=" + first.site());
        assertThat(page.getString("next")).isNull();
        List<String> both = doctor("limit=500").getList("items.node");
        assertThat(both).contains(first.director(), second.director()).isSorted();
        JsonPath one = doctor("limit=1");
        assertThat(doctor("limit=1&after=" + one.getString("next")).getString("items[0].node"))
                .isEqualTo(both.get(1));
    }

    private static JsonPath doctor(String parameters) {
        return Fleet.get("/api/v1/doctor?" + parameters)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** As the inbox would store it. */
    private void report(String node, String site, @Nullable Examination examination) throws SQLException {
        ApplyReport report = new ApplyReport(
                ApplyReport.SCHEMA,
                node,
                1,
                ApplyReport.Outcome.APPLIED,
                REPORTED_AT,
                0,
                new ApplyReport.Timings(AT, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of(),
                1,
                List.of(),
                examination);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO apply_report (node, site, revision, reported_at, report) VALUES (?, ?, 1, ?, ?::jsonb)")) {
            insert.setString(1, node);
            insert.setString(2, site);
            insert.setObject(3, REPORTED_AT.atOffset(ZoneOffset.UTC));
            insert.setString(4, new String(ContractJson.encode(report), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }
}
