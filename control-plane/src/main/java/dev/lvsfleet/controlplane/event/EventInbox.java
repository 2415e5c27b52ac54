package dev.lvsfleet.controlplane.event;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.controlplane.report.BusInbox;
import dev.lvsfleet.controlplane.report.RecordFaults;
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
            "INSERT INTO fleet_event (topic, part, log_offset, site, node, at, kind, severity, subject, message,"
                    + " written_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    /** By rows, not by the distance of ids: an event that comes twice takes an id and leaves no row. */
    private static final String PRUNE =
            "DELETE FROM fleet_event WHERE id < (SELECT id FROM fleet_event ORDER BY id DESC OFFSET ? LIMIT 1)";

    private final BusInbox inbox;

    public EventInbox(BusInbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("events")
    @Blocking
    public void receive(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
        inbox.store(batch, new Events());
    }

    private static final class Events implements BusInbox.Handler {

        @Override
        public void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException {
            FleetEvent event = ContractJson.decode(polled.value(), FleetEvent.class, FleetEvent.SCHEMA);
            RecordFaults.requirePresent(
                    "node", event.node(),
                    "at", event.at(),
                    "kind", event.kind(),
                    "severity", event.severity(),
                    "subject", event.subject(),
                    "message", event.message());
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, polled.topic());
                insert.setInt(2, polled.partition());
                insert.setLong(3, polled.offset());
                insert.setString(4, site);
                insert.setString(5, event.node());
                insert.setObject(6, event.at().atOffset(ZoneOffset.UTC));
                insert.setString(7, ContractJson.word(event.kind()));
                insert.setString(8, ContractJson.word(event.severity()));
                insert.setString(9, event.subject());
                insert.setString(10, event.message());
                insert.setObject(11, BusInbox.writtenAt(polled));
                insert.executeUpdate();
            }
        }

        @Override
        public int finish(Connection connection) throws SQLException {
            try (PreparedStatement prune = connection.prepareStatement(PRUNE)) {
                prune.setInt(1, KEPT - 1);
                prune.executeUpdate();
            }
            return 0;
        }
    }
}
