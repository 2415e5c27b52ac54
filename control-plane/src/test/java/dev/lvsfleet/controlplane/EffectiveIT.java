package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import dev.lvsfleet.contract.ServiceState.Place;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.contract.TablePolicy.Existing;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.testing.SchemaRules;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

/** What directors say of a service, from the bus to the answer, and how directors treat what others have. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class EffectiveIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    DataSource database;

    private Fleet fleet = new Fleet("", "", "");
    private String web = "";
    private long version;

    @BeforeEach
    void serve() {
        fleet = Fleet.create();
        web = "web-" + fleet.site();
        version = Fleet.post(SERVICES, fleet.service(web, 3))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("version");
    }

    private JsonPath effective() {
        return Fleet.get(SERVICES + "/" + web + "/effective")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Backend backend(int host, Place place, @Nullable Integer weight) {
        return new Backend(InetAddress.ofLiteral("192.168.148." + host), 80, place, weight, weight, 12L, 340L, 7);
    }

    private ServiceState state(long revision, Backend... backends) {
        return new ServiceState(
                1, fleet.director(), web, revision, Instant.now(), true, true, false, List.of(backends));
    }

    private ServiceState settled(long revision) {
        return state(revision, backend(132, Place.IN_POOL, 3), backend(133, Place.EJECTED, null));
    }

    private void send(ServiceState state) throws Exception {
        send(state.key(), ContractJson.encode(state));
    }

    private void send(String key, byte @Nullable [] content) throws Exception {
        String bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.SERVICE_STATES.at(fleet.site()), 0, key, content))
                    .get();
        }
    }

    @Test
    void whatADirectorSaysIsShownAndSettledWhenItIsAsDesired() throws Exception {
        assertThat(effective().getBoolean("settled")).isFalse();
        assertThat(effective().getString("waitingFor[0]")).contains("has not said anything");

        send(settled(version));

        await().atMost(PATIENCE).until(() -> effective().getBoolean("settled"));
        JsonPath answer = effective();
        assertThat(answer.getString("directors[0].director")).isEqualTo(fleet.director());
        assertThat(answer.getLong("directors[0].ageMillis")).isBetween(0L, 60_000L);
        assertThat(answer.getInt("directors[0].realServers[0].weight")).isEqualTo(3);
        assertThat(answer.getLong("directors[0].realServers[0].active")).isEqualTo(12);
        assertThat(answer.getBoolean("directors[0].realServers[1].inTable")).isFalse();
        assertThat(answer.getString("directors[0].realServers[1].place")).isEqualTo("ejected");
        assertThat(answer.getList("waitingFor")).isEmpty();
        JsonNode document = new ObjectMapper()
                .readTree(RestAssured.get("/q/openapi?format=json").asString());
        assertThat(SchemaRules.faults(
                        document,
                        document.at("/components/schemas/Effective"),
                        new ObjectMapper()
                                .readTree(Fleet.get(SERVICES + "/" + web + "/effective")
                                        .asString())))
                .isEmpty();
    }

    /** A node without clock synchronisation serves as well as any; only its dates are wrong. */
    @Test
    void aDirectorsClockHasNoSayInHowOldItsWordsAre() throws Exception {
        for (Duration wrong : List.of(Duration.ofHours(-3), Duration.ofHours(3))) {
            Instant itsTime = Instant.now().plus(wrong);
            send(ServiceState.pulse(fleet.director(), version, itsTime, true));
            send(new ServiceState(
                    1,
                    fleet.director(),
                    web,
                    version,
                    itsTime,
                    true,
                    true,
                    false,
                    settled(version).realServers()));

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(effective().getString("directors[0].observedAt")).isEqualTo(itsTime.toString());
                assertThat(effective().getBoolean("settled")).isTrue();
            });
            assertThat(effective().getLong("directors[0].ageMillis")).isBetween(0L, 60_000L);
        }
    }

    @Test
    void whatADirectorSaidLastIsOldWhenTheFleetReceivedItLongAgo() throws Exception {
        send(settled(version));
        await().atMost(PATIENCE).until(() -> effective().getBoolean("settled"));

        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE service_state SET received_at = received_at - interval '61 s' WHERE node = ?")) {
            update.setString(1, fleet.director());
            update.executeUpdate();
        }

        assertThat(effective().getBoolean("settled")).isFalse();
        assertThat(effective().getString("waitingFor[0]")).contains("what it said last is 6");

        send(ServiceState.pulse(fleet.director(), version, Instant.now(), true));
        await().atMost(PATIENCE).until(() -> effective().getBoolean("settled"));
    }

    @Test
    void aCallerWaitsUntilItIsSettledAndNoLonger() throws Exception {
        send(settled(version - 1));
        await().atMost(PATIENCE).until(() -> effective().getLong("directors[0].revision") == version - 1);
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> Fleet.get(SERVICES + "/" + web + "/effective?wait=30s")
                        .jsonPath()
                        .getBoolean("settled"));

        send(ServiceState.pulse(fleet.director(), version, Instant.now(), true));

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWaitThatEndsWithoutItIsAnAnswerToo() {
        Fleet.get(SERVICES + "/" + web + "/effective?wait=100ms")
                .then()
                .statusCode(200)
                .body("settled", equalTo(false));
        Fleet.get(SERVICES + "/" + web + "/effective?wait=31s")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("wait"));
        Fleet.get(SERVICES + "/nobody/effective").then().statusCode(404);
    }

    @Test
    void aTombstoneWhoseKeyCannotBeIsParkedAndTheNextRecordArrives() throws Exception {
        send(fleet.director() + "/\0x", null);

        send(settled(version));

        await().atMost(PATIENCE).until(() -> effective().getBoolean("settled"));
    }

    @Test
    void aTombstoneForgetsAndAnOlderRecordThatComesAgainReplacesNothing() throws Exception {
        send(settled(version));
        await().atMost(PATIENCE).until(() -> effective().getBoolean("settled"));

        send(ServiceState.key(fleet.director(), web), null);

        await().atMost(PATIENCE)
                .until(() -> effective().getList("directors[0].realServers").isEmpty());
    }

    @Test
    void theDirectorsPolicyGoesIntoItsDocument() throws Exception {
        String path = "/api/v1/directors/" + fleet.director();
        Fleet.get(path).then().body("existing", equalTo("adopt")).body("exclusive", equalTo(false));
        Fleet.put(path, "*", "{'group':'%s','networkInterface':'eth0','existing':'keep'}".formatted(fleet.group()))
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("existing"));
        Fleet.put(
                        path,
                        "*",
                        "{'group':'%s','networkInterface':'eth0','existing':'leave','exclusive':true}"
                                .formatted(fleet.group()))
                .then()
                .statusCode(200)
                .body("existing", equalTo("leave"))
                .body("exclusive", equalTo(true));
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            List<TablePolicy> policies = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, byte[]> polled : bus.records()) {
                    if (polled.value() != null) {
                        policies.add(ContractJson.decode(polled.value(), DesiredState.class, DesiredState.SCHEMA)
                                .table());
                    }
                }
                return policies.contains(new TablePolicy(Existing.LEAVE, true));
            });
        }
    }
}
