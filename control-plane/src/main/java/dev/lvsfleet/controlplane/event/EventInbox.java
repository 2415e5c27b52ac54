package dev.lvsfleet.controlplane.event;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.controlplane.report.BusInbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the newest 10 000 events; one that is delivered twice is stored once. */
@ApplicationScoped
public class EventInbox {

    static final int KEPT = 10_000;

    private static final String INSERT =
            "INSERT INTO fleet_event (topic, part, log_offset, site, node, at, kind, severity, subject, message)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String PRUNE =
            "DELETE FROM fleet_event WHERE id <= (SELECT max(id) FROM fleet_event) - " + KEPT;

    private final BusInbox inbox;

    public EventInbox(BusInbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("events")
    @Blocking
    public void receive(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
        inbox.store(batch, EventInbox::store);
    }

    private static void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
            throws SQLException, MalformedRecordException {
        FleetEvent event = ContractJson.decode(polled.value(), FleetEvent.class, FleetEvent.SCHEMA);
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement prune = connection.prepareStatement(PRUNE)) {
            insert.setString(1, polled.topic());
            insert.setInt(2, polled.partition());
            insert.setLong(3, polled.offset());
            insert.setString(4, site);
            insert.setString(5, event.node());
            insert.setObject(6, event.at().atOffset(ZoneOffset.UTC));
            insert.setString(7, EventView.word(event.kind()));
            insert.setString(8, EventView.word(event.severity()));
            insert.setString(9, event.subject());
            insert.setString(10, event.message());
            insert.executeUpdate();
            prune.executeUpdate();
        }
    }
}
