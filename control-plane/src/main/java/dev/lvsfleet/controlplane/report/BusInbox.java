package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.MalformedRecordException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Stores batches of records from the bus: each batch in one transaction, a record nobody understands in
 * {@code parked_record} so that the next one gets its turn, and a lost PostgreSQL waited for.
 */
@Singleton
public class BusInbox {

    /** Stores one record within the batch's transaction. */
    public interface Handler {
        void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException;
    }

    private static final Logger LOG = Logger.getLogger(BusInbox.class);
    private static final int KEPT_PARKED = 1_000;
    private static final int KEPT_PAYLOAD_BYTES = 64 << 10;
    private static final int ATTEMPTS = 3_600;
    private static final long PAUSE_MS = 1_000;

    private final DataSource database;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Counter parked;
    private final Counter abandoned;

    BusInbox(DataSource database, MeterRegistry registry) {
        this.database = database;
        this.parked = registry.counter("lvsfleet.inbox.parked");
        this.abandoned = registry.counter("lvsfleet.inbox.abandoned");
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }

    /** Stores the batch; after an hour without PostgreSQL it is given up, counted and logged. */
    public void store(ConsumerRecords<byte[], byte[]> batch, Handler handler) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                storeOnce(batch, handler);
                return;
            } catch (SQLException e) {
                if (attempt == 1) {
                    LOG.warnf("Records from the bus wait for PostgreSQL: %s", e.getMessage());
                }
                if (stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
        abandoned.increment(batch.count());
        LOG.errorf("Gave up storing %d records from the bus after %d attempts", batch.count(), ATTEMPTS);
    }

    private void storeOnce(ConsumerRecords<byte[], byte[]> batch, Handler handler) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (ConsumerRecord<byte[], byte[]> polled : batch) {
                    storeOrPark(connection, polled, handler);
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void storeOrPark(Connection connection, ConsumerRecord<byte[], byte[]> polled, Handler handler)
            throws SQLException {
        if (polled.value() == null) {
            return;
        }
        try {
            handler.store(connection, site(polled.topic()), polled);
        } catch (MalformedRecordException e) {
            park(connection, polled, String.valueOf(e.getMessage()));
        }
    }

    private void park(Connection connection, ConsumerRecord<byte[], byte[]> polled, String reason) throws SQLException {
        parked.increment();
        LOG.warnf("Parked record %s/%d/%d: %s", polled.topic(), polled.partition(), polled.offset(), reason);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO parked_record (topic, part, log_offset, reason, payload) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING")) {
            insert.setString(1, polled.topic());
            insert.setInt(2, polled.partition());
            insert.setLong(3, polled.offset());
            insert.setString(4, reason);
            insert.setBytes(5, Arrays.copyOf(polled.value(), Math.min(polled.value().length, KEPT_PAYLOAD_BYTES)));
            insert.executeUpdate();
        }
        try (PreparedStatement prune = connection.prepareStatement(
                "DELETE FROM parked_record WHERE id <= (SELECT max(id) FROM parked_record) - ?")) {
            prune.setInt(1, KEPT_PARKED);
            prune.executeUpdate();
        }
    }

    /** The key as text; empty without one. */
    public static String key(ConsumerRecord<byte[], byte[]> polled) {
        return polled.key() == null ? "" : new String(polled.key(), StandardCharsets.UTF_8);
    }

    /** The second label of {@code lvs.<site>.<topic>}; a site's name has no dot. */
    private static String site(String topic) {
        return topic.substring(topic.indexOf('.') + 1, topic.indexOf('.', topic.indexOf('.') + 1));
    }
}
