package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.controlplane.Bus;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import dev.lvsfleet.controlplane.access.FleetKey;
import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class OutboxRelayIT {

    @Inject
    RelayShell shell;

    @Inject
    RelayDatabase database;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Inject
    TopicGuard topics;

    @Inject
    BusWatch watch;

    @Inject
    FleetKey key;

    /** Long enough for a test's record to come before the second sending, and short enough to wait for. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(8);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void nobodyElsePublishes() {
        shell.stopRelay();
    }

    @AfterEach
    void theRelayGoesOn() {
        shell.startRelay();
    }

    @Test
    void anErrorIsCountedAndTheRelayGoesOn() throws SQLException {
        Fleet fleet = Fleet.create();
        try (OutboxRelay relay = relay(new BrokenOnce(database), Duration.ofSeconds(15));
                Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            relay.start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(bus.records())
                            .extracting(ConsumerRecord::key)
                            .contains(fleet.director()));
            assertThat(meters.counter("lvsfleet.relay.failures").count()).isEqualTo(1);
            assertThat(relay.isAlive()).isTrue();
        }
    }

    @Test
    void theHealthPageShowsWhetherTheThreadRuns() {
        shell.startRelay();
        RestAssured.get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'relay' }.status", equalTo("UP"));
        shell.stopRelay();
    }

    @Test
    void aNewLeaderPutsTheNewestDocumentBehindAnOlderOneThatCameLate() throws Exception {
        Fleet fleet = Fleet.create();
        ConsumerRecord<String, byte[]> older;
        try (OutboxRelay first = relay(database.source(), STRAGGLERS)) {
            first.start();
            older = awaitNewest(fleet, fleet.director());
            write(fleet);
            awaitNewest(fleet, "web-" + fleet.site());
        }
        sendLate(older);
        assertThat(newest(fleet)).isEqualTo(text(older));
        try (OutboxRelay second = relay(database.source(), STRAGGLERS)) {
            second.start();
            String newest = text(awaitNewest(fleet, "web-" + fleet.site()));
            sendLate(older);
            assertThat(newest(fleet)).isEqualTo(text(older));
            assertThat(text(awaitNewest(fleet, "web-" + fleet.site()))).isEqualTo(newest);
        }
    }

    private static void write(Fleet fleet) {
        Fleet.post("/api/v1/virtual-services", fleet.service("web-" + fleet.site(), 1))
                .then()
                .statusCode(201);
    }

    /** As an earlier leader's producer would whose network is back. */
    private void sendLate(ConsumerRecord<String, byte[]> older) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            older.topic(), older.partition(), older.key(), older.value(), older.headers()))
                    .get();
        }
    }

    private static ConsumerRecord<String, byte[]> awaitNewest(Fleet fleet, String text) {
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !bus.records().isEmpty()
                            && text(bus.records().getLast()).contains(text));
            return bus.records().getLast();
        }
    }

    private static String newest(Fleet fleet) {
        return text(awaitNewest(fleet, ""));
    }

    private static String text(ConsumerRecord<String, byte[]> published) {
        return new String(published.value(), StandardCharsets.UTF_8);
    }

    private OutboxRelay relay(DataSource source, Duration stragglers) {
        RelayMeters counted = new RelayMeters(meters);
        BatchPublisher publisher = new BatchPublisher(
                () -> new BusClient(kafka, new DocumentSigner(key.privateKey())),
                topics,
                watch,
                counted,
                Clock.systemUTC(),
                stragglers);
        return new OutboxRelay(source, publisher, counted);
    }

    /** The relay's PostgreSQL, behind a driver of which a class is missing the first time. */
    private static final class BrokenOnce extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private final transient RelayDatabase sound;
        private final AtomicBoolean broken = new AtomicBoolean(true);

        BrokenOnce(RelayDatabase sound) {
            this.sound = sound;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (broken.getAndSet(false)) {
                throw new NoClassDefFoundError("lost with an upgrade of the jar under the running process");
            }
            return sound.source().getConnection();
        }
    }
}
