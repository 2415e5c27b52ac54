package dev.lvsfleet.controlplane.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records handed over as a consumer would. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class EventInboxIT {

    private static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");

    @Inject
    EventInbox events;

    @Test
    void anEventThatIsDeliveredTwiceIsStoredOnce() throws Exception {
        Fleet fleet = Fleet.create();

        receive(fleet, MORNING, "drifted");
        receive(fleet, MORNING, "drifted");

        assertThat(messages(fleet)).containsExactly("drifted");
    }

    @Test
    void anEventOfATopicThatWasMadeAgainIsStoredThoughItsPlaceWasTaken() throws Exception {
        Fleet fleet = Fleet.create();

        receive(fleet, MORNING, "of the first topic");
        receive(fleet, MORNING.plusSeconds(1), "of the second topic");

        assertThat(messages(fleet)).containsExactly("of the second topic", "of the first topic");
    }

    @Test
    void olderEventsFollowPageByPage() throws Exception {
        Fleet fleet = Fleet.create();
        for (int second = 0; second < 3; second++) {
            receive(fleet, MORNING.plusSeconds(second), "at " + second);
        }
        String own = "/api/v1/events?limit=2&node=" + fleet.director();

        JsonPath newest = Fleet.get(own).jsonPath();
        JsonPath last = Fleet.get(own + "&after=" + newest.getString("next")).jsonPath();

        assertThat(newest.getList("items.message", String.class)).containsExactly("at 2", "at 1");
        assertThat(last.getList("items.message", String.class)).containsExactly("at 0");
        assertThat(last.getString("next")).isNull();
        Fleet.get(own + "&after=yesterday").then().statusCode(400).body("errors.field", contains("after"));
    }

    private void receive(Fleet fleet, Instant writtenAt, String message) throws InterruptedException {
        TopicPartition partition = new TopicPartition(Topic.EVENTS.at(fleet.site()), 0);
        byte[] content = ContractJson.encode(new FleetEvent(
                FleetEvent.SCHEMA,
                fleet.director(),
                MORNING,
                FleetEvent.Kind.DRIFT_REPAIRED,
                FleetEvent.Severity.WARNING,
                "table",
                message));
        ConsumerRecord<byte[], byte[]> polled = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                1_000_000,
                writtenAt.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                fleet.director().getBytes(StandardCharsets.UTF_8),
                content,
                new RecordHeaders(),
                Optional.empty());
        events.receive(new ConsumerRecords<>(Map.of(partition, List.of(polled)), Map.of()));
    }

    private static List<String> messages(Fleet fleet) {
        return Fleet.get("/api/v1/events?node=" + fleet.director()).jsonPath().getList("items.message", String.class);
    }
}
