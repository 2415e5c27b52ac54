package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.RouterState.Role;
import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who holds what, as the directors say over the bus, and a switch-over from the request to the gap that was measured. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class SwitchOverIT {

    private static final String GROUPS = "/api/v1/director-groups/";
    private static final Instant LONG_AGO = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    DataSource database;

    private Fleet fleet = new Fleet("", "", "");
    private String second = "";
    private String router = "";

    @BeforeEach
    void aPair() {
        fleet = Fleet.create();
        second = fleet.director() + "-b";
        router = "guide-" + fleet.site();
        Fleet.post(
                        "/api/v1/directors",
                        "{'name':'%s','group':'%s','networkInterface':'eth0'}".formatted(second, fleet.group()))
                .then()
                .statusCode(201);
        Fleet.post("/api/v1/virtual-routers", """
                {'name':'%s','group':'%s','vrid':51,'addresses':['192.168.148.161'],
                 'members':[{'director':'%s','priority':100,'source':'192.168.148.130'},
                            {'director':'%s','priority':90,'source':'192.168.148.131'}]}
                """.formatted(router, fleet.group(), fleet.director(), second))
                .then()
                .statusCode(201);
    }

    @Test
    void beforeAnybodyHasSpokenNothingIsKnownAndNobodyIsAsked() {
        Fleet.get(GROUPS + fleet.group())
                .then()
                .statusCode(200)
                .body("virtualRouters.name", contains(router))
                .body("virtualRouters[0].vrid", equalTo(51))
                .body("virtualRouters[0].tables", equalTo("unknown"))
                .body("virtualRouters[0].members.role", contains("unknown", "unknown"))
                .body("virtualRouters[0].members.configuredPriority", contains(100, 90))
                .body("virtualRouters[0].members[0].ageMillis", nullValue())
                .body("virtualRouters[0].switchOver", nullValue());
        long before = revision();

        Fleet.post(GROUPS + fleet.group() + "/switchover", "{}")
                .then()
                .statusCode(409)
                .body("detail", equalTo("Nobody is known to be Active in " + router + "."));
        Fleet.post(GROUPS + "nobody/switchover", "{}").then().statusCode(404);
        Fleet.post(GROUPS + fleet.group() + "/switchover", "{'to':'x'}")
                .then()
                .statusCode(400)
                .body("errors.field", contains("to"));
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void theActiveIsAskedAndTheAnswerTellsTheGapThatTheNextOneMeasured() throws Exception {
        long now = revision();
        report(fleet.director(), now, state(Role.ACTIVE, null, 0), "a");
        report(second, now, state(Role.BACKUP, null, 0), "b");
        await().atMost(PATIENCE)
                .until(() -> group().getList("virtualRouters[0].members.role").equals(List.of("active", "backup")));
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("virtualRouters[0].active", contains(fleet.director()))
                .body("virtualRouters[0].tables", equalTo("different"))
                .body("virtualRouters[0].members[0].reason", equalTo("the Active was silent"))
                .body("virtualRouters[0].members[0].advertsSent", equalTo(7))
                .body("virtualRouters[0].members[0].discarded.wrong-checksum", equalTo(2))
                .body("virtualRouters[0].members[0].since", equalTo("2026-11-22T08:00:00Z"))
                .body("virtualRouters[0].members[0].ageMillis", greaterThanOrEqualTo(0))
                .body("virtualRouters[0].members[0].ageMillis", lessThan((int) PATIENCE.toMillis()));

        long id = asked(Fleet.authorized().noContentType().post(GROUPS + fleet.group() + "/switchover"));

        assertThat(id).isEqualTo(revision()).isGreaterThan(now);
        assertThat(group().getString("virtualRouters[0].switchOver.state")).isEqualTo("pending");
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(newest(bus, fleet.director()).failover().virtualRouters())
                        .singleElement()
                        .satisfies(its -> assertThat(its.switchOver()).isEqualTo(new SwitchOver(id)));
                assertThat(newest(bus, second).revision()).isEqualTo(id);
            });
            assertThat(newest(bus, second)
                            .failover()
                            .virtualRouters()
                            .getFirst()
                            .switchOver())
                    .isNull();
        }

        report(fleet.director(), id, state(Role.BACKUP, null, id), "a");
        report(second, id, state(Role.ACTIVE, Duration.ofMillis(610), 0), "a");
        await().atMost(PATIENCE).until(() -> "done".equals(group().getString("virtualRouters[0].switchOver.state")));
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("virtualRouters[0].switchOver.from", equalTo(fleet.director()))
                .body("virtualRouters[0].switchOver.to", equalTo(second))
                .body("virtualRouters[0].switchOver.gapMillis", equalTo(610))
                .body("virtualRouters[0].switchOver.endedAt", notNullValue())
                .body("virtualRouters[0].tables", equalTo("equal"));

        Fleet.post(GROUPS + fleet.group() + "/switchover", "{'from':'%s'}".formatted(fleet.director()))
                .then()
                .statusCode(409)
                .body("detail", containsString("no virtual router in which " + fleet.director()));
        asked(Fleet.post(
                GROUPS + fleet.group() + "/switchover",
                "{'virtualRouter':'%s','from':'%s'}".formatted(router, second)));
    }

    @Test
    void whatBecameOfASwitchOverStaysWhateverHappensLater() throws Exception {
        report(fleet.director(), 1, state(Role.ACTIVE, null, 0), "a");
        report(second, 1, state(Role.BACKUP, null, 0), "a");
        awaitRoles("active", "backup");
        long id = asked(Fleet.post(GROUPS + fleet.group() + "/switchover", "{}"));
        report(fleet.director(), id, state(Role.BACKUP, null, id), "a");
        report(second, id, state(Role.ACTIVE, Duration.ofMillis(610), 0), "a");
        await().atMost(PATIENCE).until(() -> "done".equals(group().getString("virtualRouters[0].switchOver.state")));
        String ended = group().getString("virtualRouters[0].switchOver.endedAt");

        report(second, id, state(Role.INITIALIZE, null, 0), "a");
        report(fleet.director(), id, state(Role.ACTIVE, Duration.ofMillis(3_610), id), "a");

        awaitRoles("active", "initialize");
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("virtualRouters[0].active", contains(fleet.director()))
                .body("virtualRouters[0].switchOver.state", equalTo("done"))
                .body("virtualRouters[0].switchOver.to", equalTo(second))
                .body("virtualRouters[0].switchOver.gapMillis", equalTo(610))
                .body("virtualRouters[0].switchOver.endedAt", equalTo(ended));
        Fleet.get("/api/v1/events?kind=switch-over-done&node=" + second)
                .then()
                .body("items.subject", contains(router))
                .body("items[0].site", equalTo(fleet.site()))
                .body("items[0].severity", equalTo("info"))
                .body(
                        "items[0].message",
                        equalTo(fleet.director() + " gave the role to " + second + "; for 610 ms nobody advertised."));
    }

    @Test
    void whoHasTheWishAndIsActiveHasMissedItOnlyAfterTheTimeToObey() throws Exception {
        report(fleet.director(), 1, state(Role.ACTIVE, null, 0), "a");
        report(second, 1, state(Role.BACKUP, null, 0), "a");
        awaitRoles("active", "backup");
        long id = asked(Fleet.post(GROUPS + fleet.group() + "/switchover", "{}"));

        report(fleet.director(), id, state(Role.ACTIVE, null, 0), "a");
        await().atMost(PATIENCE)
                .until(() -> 1
                        == change(
                                "UPDATE switch_over SET doubted_at = doubted_at - interval '6 s' WHERE"
                                        + " doubted_at IS NOT NULL AND router = ?",
                                router));
        assertThat(group().getString("virtualRouters[0].switchOver.state")).isEqualTo("pending");

        report(fleet.director(), id, state(Role.ACTIVE, null, 0), "a");
        await().atMost(PATIENCE).until(() -> "missed".equals(group().getString("virtualRouters[0].switchOver.state")));
        Fleet.get("/api/v1/events?kind=switch-over-missed&node=" + fleet.director())
                .then()
                .body("items.severity", contains("warning"));

        asked(Fleet.post(GROUPS + fleet.group() + "/switchover", "{}"));
        assertThat(group().getString("virtualRouters[0].switchOver.state")).isEqualTo("pending");
    }

    @Test
    void anActiveThatSpeaksNoMoreIsNamedSilentAndOneWhoseRoleWasTakenIsOutdated() throws Exception {
        report(fleet.director(), 1, state(Role.ACTIVE, null, 0), "a");
        awaitRoles("active", "unknown");
        report(second, 1, state(Role.ACTIVE, Duration.ofMillis(3_600), 0), "a");

        awaitRoles("outdated", "active");
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("virtualRouters[0].active", contains(second))
                .body("virtualRouters[0].members[0].lastRole", equalTo("active"))
                .body("virtualRouters[0].members[1].lastRole", nullValue());

        report(fleet.director(), 1, state(Role.ACTIVE, null, 0), "a"); // it lives, and does not hear the other
        awaitRoles("active", "active");
        Fleet.post(GROUPS + fleet.group() + "/switchover", "{}")
                .then()
                .statusCode(409)
                .body("detail", containsString("all say that they are Active"));

        change("UPDATE apply_report SET received_at = received_at - interval '71 s' WHERE node = ?", fleet.director());
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("virtualRouters[0].active", contains(second))
                .body("virtualRouters[0].tables", equalTo("unknown"))
                .body("virtualRouters[0].members.role", contains("silent", "active"))
                .body("virtualRouters[0].members[0].lastRole", equalTo("active"))
                .body("virtualRouters[0].members[0].ageMillis", greaterThanOrEqualTo(71_000));
        Fleet.post(GROUPS + fleet.group() + "/switchover", "{}")
                .then()
                .statusCode(409)
                .body("detail", containsString(fleet.director() + " said last that it is active, and has been silent"));
    }

    private void awaitRoles(String first, String other) {
        await().atMost(PATIENCE)
                .until(() -> group().getList("virtualRouters[0].members.role").equals(List.of(first, other)));
    }

    /** How many rows it changed. */
    private int change(String sql, String named) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, named);
            return update.executeUpdate();
        }
    }

    @Test
    void aRoleThatNobodyCouldTakeIsNotGiven() throws Exception {
        report(fleet.director(), 1, state(Role.ACTIVE, null, 0), "a");
        report(second, 1, state(Role.INITIALIZE, null, 0), "a");
        await().atMost(PATIENCE)
                .until(() -> group().getList("virtualRouters[0].members.role").equals(List.of("active", "initialize")));

        Fleet.post(GROUPS + fleet.group() + "/switchover", "{}")
                .then()
                .statusCode(409)
                .body("detail", containsString(second + " is initialize"));
    }

    @Test
    void whatNobodyCanTakeKeepsNothingElseFromMoving() throws Exception {
        String stuck = "stuck-" + fleet.site();
        Fleet.post("/api/v1/virtual-routers", """
                {'name':'%s','group':'%s','vrid':53,'addresses':['192.168.148.163'],
                 'members':[{'director':'%s','priority':100,'source':'192.168.148.130'}]}
                """.formatted(stuck, fleet.group(), fleet.director()))
                .then()
                .statusCode(201);
        report(fleet.director(), 1, state(Role.ACTIVE, null, 0), "a");
        report(second, 1, state(Role.BACKUP, null, 0), "a");
        awaitRoles("active", "backup");

        Fleet.post(GROUPS + fleet.group() + "/switchover", "{'virtualRouter':'%s'}".formatted(stuck))
                .then()
                .statusCode(409)
                .body("detail", equalTo("Nobody is known to be Active in " + stuck + "."));
        Fleet.post(GROUPS + fleet.group() + "/switchover", "{}")
                .then()
                .statusCode(202)
                .body("virtualRouters.name", contains(router))
                .body("virtualRouters.from", contains(fleet.director()))
                .body("left.name", contains(stuck))
                .body("left.why", contains("Nobody is known to be Active in " + stuck + "."));
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("virtualRouters.find { it.name == '" + router + "' }.switchOver.state", equalTo("pending"))
                .body("virtualRouters.find { it.name == '" + stuck + "' }.switchOver", nullValue());
    }

    private static long asked(Response answer) {
        answer.then().statusCode(202).body("left", empty());
        return answer.jsonPath().getLong("id");
    }

    private JsonPath group() {
        return Fleet.get(GROUPS + fleet.group()).jsonPath();
    }

    private long revision() {
        return group().getLong("revision");
    }

    private static DesiredState newest(Bus bus, String director) throws Exception {
        List<ConsumerRecord<String, byte[]>> its =
                bus.records().stream().filter(it -> director.equals(it.key())).toList();
        assertThat(its).isNotEmpty();
        return ContractJson.decode(its.getLast().value(), DesiredState.class, DesiredState.SCHEMA);
    }

    private RouterState state(Role role, @Nullable Duration takeover, long switchedOver) {
        return new RouterState(
                router,
                role,
                100,
                LONG_AGO,
                "the Active was silent",
                7,
                3,
                Map.of("wrong-checksum", 2L),
                takeover,
                switchedOver,
                null);
    }

    /** As its agent would. */
    private void report(String director, long revision, RouterState state, String digest) throws Exception {
        ApplyReport report = new ApplyReport(
                        ApplyReport.SCHEMA,
                        director,
                        revision,
                        ApplyReport.Outcome.APPLIED,
                        LONG_AGO,
                        0,
                        new ApplyReport.Timings(LONG_AGO, Duration.ZERO, Duration.ZERO),
                        List.of(),
                        List.of(),
                        revision)
                .with(List.of(state), digest);
        String bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topic.APPLY_REPORTS.at(fleet.site()), director, ContractJson.encode(report)))
                    .get();
        }
    }
}
