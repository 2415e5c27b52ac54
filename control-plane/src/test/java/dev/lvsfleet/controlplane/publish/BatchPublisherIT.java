package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class BatchPublisherIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    RelayShell relay;

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
        relay.stopRelay();
    }

    @AfterEach
    void theRelayGoesOn() {
        relay.startRelay();
    }

    @Test
    void aBatchIsSentAndForgotten() throws Exception {
        Fleet fleet = Fleet.create();
        try (LeaderConnection leader = LeaderConnection.open(database.source());
                BatchPublisher publisher = publisher(kafka);
                Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            assertThat(leader.tryLead()).isTrue();
            // Other tests' sites may have entries too, and a round may publish theirs before ours.
            await().atMost(PATIENCE).until(() -> {
                publisher.publish(leader);
                return leader.store().waiting(fleet.site()).isEmpty();
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(bus.records())
                            .extracting(ConsumerRecord::key)
                            .containsExactly(fleet.director()));
            assertThat(meters.get("lvsfleet.publish.records").counter().count()).isPositive();
        }
    }

    @Test
    void aBatchThatKafkaDoesNotTakeIsKeptAndItsSiteIsHeld() throws Exception {
        Fleet fleet = Fleet.create();
        Map<String, Object> nobodyHere = new HashMap<>(kafka);
        nobodyHere.put("bootstrap.servers", "127.0.0.1:1");
        try (LeaderConnection leader = LeaderConnection.open(database.source());
                BatchPublisher publisher = publisher(nobodyHere)) {
            assertThat(leader.tryLead()).isTrue();
            await().atMost(PATIENCE)
                    .until(() -> publisher.publish(leader) == 0
                            && meters.get("lvsfleet.relay.sites.held").gauge().value() > 0);
            assertThat(leader.store().waiting(fleet.site()))
                    .extracting(OutboxEntry::group)
                    .contains(fleet.group());
        }
    }

    private BatchPublisher publisher(Map<String, Object> settings) {
        return new BatchPublisher(
                () -> new BusClient(settings, new DocumentSigner(key.privateKey())),
                topics,
                watch,
                new RelayMeters(meters),
                Clock.systemUTC(),
                Duration.ofSeconds(15));
    }
}
