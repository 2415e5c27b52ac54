package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    private final List<String> fatal = new ArrayList<>();

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
            assertThat(publisher.publish(leader.store())).isPositive();
            leader.commit();
            assertThat(leader.store().waiting()).isEmpty();
            assertThat(publisher.publish(leader.store())).isZero();
            assertThat(bus.records()).extracting(ConsumerRecord::key).containsExactly(fleet.director());
            assertThat(meters.get("lvsfleet.publish.records").counter().count()).isPositive();
            assertThat(fatal).isEmpty();
        }
    }

    @Test
    void aBatchThatKafkaDoesNotTakeIsKept() throws Exception {
        Fleet fleet = Fleet.create();
        Map<String, Object> nobodyHere = new HashMap<>(kafka);
        nobodyHere.put("bootstrap.servers", "127.0.0.1:1");
        try (LeaderConnection leader = LeaderConnection.open(database.source());
                BatchPublisher publisher = publisher(nobodyHere)) {
            assertThat(leader.tryLead()).isTrue();
            assertThatThrownBy(() -> publisher.publish(leader.store()))
                    .isInstanceOf(BusClient.BusException.class)
                    .hasMessageContaining("Kafka did not take");
            assertThat(leader.store().waiting()).extracting(OutboxEntry::group).contains(fleet.group());
        }
    }

    private BatchPublisher publisher(Map<String, Object> settings) {
        return new BatchPublisher(
                new BusClient(settings, new DocumentSigner(key.privateKey())),
                topics,
                watch,
                new RelayMeters(meters),
                fatal::add,
                Clock.systemUTC());
    }
}
