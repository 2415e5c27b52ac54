package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.report.BatchTopics;
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
            + " observed_at = excluded.observed_at, received_at = clock_timestamp(), state = excluded.state,"
            + " topic_id = CASE WHEN excluded.topic_id = '' AND known.site = excluded.site"
            + " THEN known.topic_id ELSE excluded.topic_id END,"
            + " part = excluded.part, log_offset = excluded.log_offset"
            + " WHERE known.site <> excluded.site OR (known.topic_id <> excluded.topic_id AND excluded.topic_id <> '')"
            + " OR known.part <> excluded.part OR known.log_offset < excluded.log_offset"
            + " RETURNING CAST(state AS text)";

    private static final String DELETE = "DELETE FROM service_state WHERE node = ? AND service = ? AND site = ?"
            + " AND (topic_id <> coalesce(nullif(?, ''), topic_id) OR part <> ? OR log_offset < ?)";

    private static final String NODE = "SELECT 1 FROM director WHERE name = ?";

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
        inbox.store(batch, new States(new BatchTopics(topics, Topic.SERVICE_STATES, batch)));
        bell.ring();
    }

    /** Of one batch. */
    private record States(BatchTopics places) implements BusInbox.Handler {

        @Override
        public void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException {
            ServiceState state = read(polled);
            places.store(site, topicId -> stored(connection, new Place(site, topicId, polled), state));
        }

        @Override
        public void remove(Connection connection, String site, ConsumerRecord<byte[], byte[]> tombstone)
                throws SQLException {
            String[] key = BusInbox.key(tombstone).split("/", 2);
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, key[0]);
                delete.setString(2, key.length > 1 ? key[1] : "");
                delete.setString(3, site);
                delete.setString(4, places.id(site));
                delete.setInt(5, tombstone.partition());
                delete.setLong(6, tombstone.offset());
                delete.executeUpdate();
            }
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

    private static BatchTopics.Outcome stored(Connection connection, Place place, ServiceState state)
            throws SQLException, MalformedRecordException {
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
            return RecordFaults.isStoredReadably(upsert, ServiceState.class, ServiceState.SCHEMA)
                    ? BatchTopics.Outcome.STORED
                    : BatchTopics.notStored(connection, NODE, state.node());
        }
    }
}
