package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.report.BusInbox;
import dev.lvsfleet.controlplane.report.RecordFaults;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the newest state of each service on each director, and each director's pulse; newer is told as for reports. */
@ApplicationScoped
public class StateInbox {

    private static final String UPSERT = "INSERT INTO service_state AS known"
            + " (node, service, site, revision, observed_at, state, topic_id, part, log_offset)"
            + " SELECT name, ?, ?, ?, ?, ?::jsonb, ?, ?, ? FROM director WHERE name = ?"
            + " ON CONFLICT (node, service) DO UPDATE SET site = excluded.site, revision = excluded.revision,"
            + " observed_at = excluded.observed_at, state = excluded.state, topic_id = excluded.topic_id,"
            + " part = excluded.part, log_offset = excluded.log_offset"
            + " WHERE known.site <> excluded.site OR known.topic_id <> excluded.topic_id"
            + " OR known.part <> excluded.part OR known.log_offset < excluded.log_offset";

    private static final String DELETE = "DELETE FROM service_state WHERE node = ? AND service = ? AND site = ?"
            + " AND (topic_id <> ? OR part <> ? OR log_offset < ?)";

    private final BusInbox inbox;
    private final TopicGuard topics;
    private final StateBell bell;

    StateInbox(BusInbox inbox, TopicGuard topics, StateBell bell) {
        this.inbox = inbox;
        this.topics = topics;
        this.bell = bell;
    }

    @Incoming("service-states")
    @Blocking
    public void receive(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
        inbox.store(batch, new States(topics));
        bell.ring();
    }

    /** Of one batch. */
    private static final class States implements BusInbox.Handler {

        private final TopicGuard topics;
        private final Set<String> looked = new HashSet<>();

        States(TopicGuard topics) {
            this.topics = topics;
        }

        @Override
        public void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException {
            ServiceState state = read(polled);
            String topicId = topicId(site);
            if (!stored(connection, new Place(site, topicId, polled), state) && looked.add(site)) {
                // Older than what is known, unless the topic was made anew a moment ago: worth one question per batch.
                topics.forget(site);
                String now = topicId(site);
                if (!now.equals(topicId)) {
                    stored(connection, new Place(site, now, polled), state);
                }
            }
        }

        @Override
        public void remove(Connection connection, String site, ConsumerRecord<byte[], byte[]> tombstone)
                throws SQLException {
            String[] key = BusInbox.key(tombstone).split("/", 2);
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, key[0]);
                delete.setString(2, key.length > 1 ? key[1] : "");
                delete.setString(3, site);
                delete.setString(4, topicId(site));
                delete.setInt(5, tombstone.partition());
                delete.setLong(6, tombstone.offset());
                delete.executeUpdate();
            }
        }

        /** Empty when Kafka does not say. */
        private String topicId(String site) {
            return topics.tryEnsure(site) instanceof TopicGuard.Ready ready ? ready.id(Topic.SERVICE_STATES) : "";
        }
    }

    private record Place(String site, String topicId, ConsumerRecord<byte[], byte[]> polled) {}

    private static ServiceState read(ConsumerRecord<byte[], byte[]> polled) throws MalformedRecordException {
        ServiceState state = ContractJson.decode(polled.value(), ServiceState.class, ServiceState.SCHEMA);
        RecordFaults.requirePresent("node", state.node(), "service", state.service(), "observedAt", state.observedAt());
        if (!state.key().equals(BusInbox.key(polled))) {
            throw new MalformedRecordException("A state of " + state.key() + " under another key");
        }
        return state;
    }

    /** Whether it is the newest now; false too for a node that is not in the fleet. */
    private static boolean stored(Connection connection, Place place, ServiceState state) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, state.service());
            upsert.setString(2, place.site());
            upsert.setLong(3, state.revision());
            upsert.setObject(4, state.observedAt().atOffset(ZoneOffset.UTC));
            upsert.setString(5, new String(place.polled().value(), StandardCharsets.UTF_8));
            upsert.setString(6, place.topicId());
            upsert.setInt(7, place.polled().partition());
            upsert.setLong(8, place.polled().offset());
            upsert.setString(9, state.node());
            return upsert.executeUpdate() > 0;
        }
    }
}
