package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes back over the bus: stored once, the newest kept, and no bad record in the way of a good one. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class InboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource database;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void everyBadEventIsParkedAndTheGoodOnesAroundThemArrive() throws Exception {
        Fleet fleet = Fleet.create();
        String first = event(fleet.director(), "first");
        send(
                Topic.EVENTS,
                fleet,
                first,
                first.replace('"' + fleet.director() + '"', "null"),
                first.replace("first", "a \\u0000 in it"),
                first.replace("first", "x").replace(fleet.director(), tooLongForAnIndex()),
                first.replace("\"warning\"", "null"),
                first.replace("first", "last"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Fleet.get("/api/v1/events?node=" + fleet.director())
                                .jsonPath()
                                .getList("items.message", String.class))
                        .containsExactly("last", "first"));
        assertThat(parked(Topic.EVENTS, fleet)).isEqualTo("1,2,3,4");
    }

    @Test
    void aReportWithoutATimeIsParkedAndTheNextOneArrives() throws Exception {
        Fleet fleet = Fleet.create();
        String good = report(fleet, 7, ApplyReport.Outcome.APPLIED, "2026-11-22T08:00:00Z", 7);
        send(
                Topic.APPLY_REPORTS,
                fleet,
                good.replace("\"reportedAt\":\"2026-11-22T08:00:00Z\",", ""),
                good.replace("\"reportedAt\":\"2026-11-22T08:00:00Z\"", "\"reportedAt\":null"),
                good.replace("\"applied\"", "null"),
                good.replace("\"failures\":[]", "\"failures\":[\"a \\u0000 in it\"]"),
                good);

        await().atMost(PATIENCE).until(() -> director(fleet).getLong("appliedRevision") == 7);
        assertThat(parked(Topic.APPLY_REPORTS, fleet)).isEqualTo("0,1,2,3");
    }

    /** PostgreSQL writes it out in digits that no parser takes again; and a takeover of ages is more than milliseconds count. */
    @Test
    void aReportThatNobodyCouldReadAgainIsParkedAndTheNextOneArrives() throws Exception {
        Fleet fleet = Fleet.create();
        String good = report(fleet, 7, ApplyReport.Outcome.APPLIED, "2026-11-22T08:00:00Z", 7);
        String role = """
                "virtualRouters":[{"name":"vi-1","role":"active","priority":100,"since":"2026-11-22T08:00:00Z","reason":"x",\
                "advertsSent":1,"advertsReceived":0,"discarded":{},"lastTakeover":"%s","switchedOver":0,"problem":null}]\
                """;
        send(
                Topic.APPLY_REPORTS,
                fleet,
                good.replaceFirst("\"schema\"", "\"x\":1e5000,\"schema\""),
                good.replace("\"virtualRouters\":[]", role.formatted("PT9300000000000000S")),
                good.replace("\"virtualRouters\":[]", role.formatted("PT3.6S")));

        await().atMost(PATIENCE).until(() -> director(fleet).getLong("appliedRevision") == 7);
        assertThat(parked(Topic.APPLY_REPORTS, fleet)).isEqualTo("0,1");
        assertThat(director(fleet).getString("lastReport.virtualRouters[0].lastTakeover"))
                .isEqualTo("PT3.6S");
    }

    /** An earlier release took them in. */
    @Test
    void aStoredReportThatNobodyCanReadIsReplacedByTheNext() throws Exception {
        Fleet fleet = Fleet.create();
        send(Topic.APPLY_REPORTS, fleet, report(fleet, 7, ApplyReport.Outcome.APPLIED, "2026-11-22T08:00:00Z", 7));
        await().atMost(PATIENCE).until(() -> director(fleet).getLong("appliedRevision") == 7);
        execute("UPDATE apply_report SET report = report || '{\"x\":1e5000}' WHERE node = '" + fleet.director() + "'");

        send(Topic.APPLY_REPORTS, fleet, report(fleet, 8, ApplyReport.Outcome.APPLIED, "2026-11-22T08:00:01Z", 8));

        await().atMost(PATIENCE)
                .until(() -> query("SELECT revision FROM apply_report WHERE node = '" + fleet.director() + "'")
                        .equals("8"));
        assertThat(director(fleet).getLong("appliedRevision")).isEqualTo(8);
    }

    @Test
    void everyReportSaysWhatWasAppliedLastAndOneThatDoesNotKnowChangesNothing() throws Exception {
        Fleet fleet = Fleet.create();
        List<Long> reported = List.of(0L, 12L, 0L, 13L);
        List<Long> applied = List.of(0L, 12L, 12L, 13L);
        for (int i = 0; i < reported.size(); i++) {
            Instant reportedAt = Instant.parse("2026-11-22T08:00:0" + i + "Z");
            send(
                    Topic.APPLY_REPORTS,
                    fleet,
                    report(fleet, 14, ApplyReport.Outcome.FAILED, reportedAt.toString(), reported.get(i)));
            await().atMost(PATIENCE)
                    .until(() -> reportedAt.toString().equals(director(fleet).getString("lastReport.reportedAt")));
            assertThat(director(fleet).getLong("appliedRevision")).isEqualTo(applied.get(i));
        }
    }

    @Test
    void theTenThousandNewestEventsAreKeptHoweverManyIdsWereSkipped() throws Exception {
        Fleet fleet = Fleet.create();
        execute("DELETE FROM fleet_event");
        execute("INSERT INTO fleet_event (topic, part, log_offset, site, node, at, kind, severity, subject, message)"
                + " SELECT 'old', 0, n, 's', 'n', now(), 'unknown', 'info', '', '' FROM generate_series(1, 9000) n");
        execute("SELECT nextval(pg_get_serial_sequence('fleet_event', 'id')) FROM generate_series(1, 20000)");
        send(Topic.EVENTS, fleet, event(fleet.director(), "after a gap"));
        await().atMost(PATIENCE).until(() -> has("after a gap"));
        assertThat(query("SELECT count(*) FROM fleet_event WHERE topic = 'old'"))
                .as("nothing goes while there is room, whatever the ids")
                .isEqualTo("9000");

        execute("INSERT INTO fleet_event (topic, part, log_offset, site, node, at, kind, severity, subject, message)"
                + " SELECT 'new', 0, n, 's', 'n', now(), 'unknown', 'info', '', '' FROM generate_series(1, 2000) n");
        send(Topic.EVENTS, fleet, event(fleet.director(), "one too many"));
        await().atMost(PATIENCE).until(() -> has("one too many"));
        assertThat(count()).isEqualTo("10000");
        // The bus may deliver what earlier tests sent once more, so how many had to go is not known, only which.
        long remaining = Long.parseLong(query("SELECT count(*) FROM fleet_event WHERE topic = 'old'"));
        assertThat(remaining).isLessThan(9000);
        assertThat(query("SELECT min(log_offset) FROM fleet_event WHERE topic = 'old'"))
                .as("the oldest went")
                .isEqualTo(Long.toString(9001 - remaining));
    }

    private boolean has(String message) {
        return !query("SELECT count(*) FROM fleet_event WHERE message = '" + message + "'")
                .equals("0");
    }

    private static JsonPath director(Fleet fleet) {
        return Fleet.get("/api/v1/directors/" + fleet.director()).jsonPath();
    }

    private static String event(String node, String message) {
        return text(ContractJson.encode(new FleetEvent(
                FleetEvent.SCHEMA,
                node,
                Instant.now(),
                FleetEvent.Kind.DRIFT_REPAIRED,
                FleetEvent.Severity.WARNING,
                "table",
                message)));
    }

    private static String report(
            Fleet fleet, long revision, ApplyReport.Outcome outcome, String reportedAt, long applied) {
        return text(ContractJson.encode(new ApplyReport(
                ApplyReport.SCHEMA,
                fleet.director(),
                revision,
                outcome,
                Instant.parse(reportedAt),
                3,
                new ApplyReport.Timings(Instant.parse(reportedAt), Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of(),
                applied)));
    }

    /** And not to be compressed into one. */
    private static String tooLongForAnIndex() {
        return IntStream.range(0, 4_000)
                .mapToObj(i -> Integer.toHexString(i * 0x9e3779b9))
                .collect(Collectors.joining());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private void send(Topic topic, Fleet fleet, String... values) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(
                                topic.at(fleet.site()), 0, fleet.director(), value.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    private String parked(Topic topic, Fleet fleet) {
        return query("SELECT string_agg(log_offset::text, ',' ORDER BY log_offset) FROM parked_record WHERE topic = '"
                + topic.at(fleet.site()) + "'");
    }

    private String count() {
        return query("SELECT count(*) FROM fleet_event");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
