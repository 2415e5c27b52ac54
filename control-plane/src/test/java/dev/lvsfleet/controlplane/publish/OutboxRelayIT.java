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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        try (OutboxRelay relay = relay(new BrokenOnce(database));
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

    private OutboxRelay relay(DataSource source) {
        RelayMeters counted = new RelayMeters(meters);
        BatchPublisher publisher = new BatchPublisher(
                () -> new BusClient(kafka, new DocumentSigner(key.privateKey())),
                topics,
                watch,
                counted,
                Clock.systemUTC());
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
