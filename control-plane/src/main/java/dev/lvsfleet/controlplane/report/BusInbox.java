package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.MalformedRecordException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Stores batches of records from the bus: each batch in one transaction, a record that is itself at fault in
 * {@code parked_record} so that the next one gets its turn, and a lost PostgreSQL waited for.
 *
 * <p>Kafka is the queue: a batch is acknowledged when it is stored and never before, however long that takes.
 */
@Singleton
public class BusInbox {

    /** Stores one record within the batch's transaction. */
    public interface Handler {

        /** A {@link RuntimeException} is held against the record, as a {@link MalformedRecordException} is. */
        void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException;

        /** Forgets what the key of a tombstone stands for. */
        default void remove(Connection connection, String site, ConsumerRecord<byte[], byte[]> tombstone)
                throws SQLException {}

        /** What remains to be done once per batch, after its last record; how much of it could not be, which costs that alone. */
        default int finish(Connection connection) throws SQLException {
            return 0;
        }
    }

    private static final Logger LOG = Logger.getLogger(BusInbox.class);
    private static final int KEPT_PARKED = 1_000;
    private static final int KEPT_PAYLOAD_BYTES = 64 << 10;
    private static final int KEPT_REASON_CHARS = 1_000;
    private static final long PAUSE_MS = 1_000;
    private static final int ATTEMPTS_PER_WARNING = 60;

    private final DataSource database;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Counter parked;
    private final Counter retried;
    private final Counter unfinished;

    BusInbox(DataSource database, MeterRegistry registry) {
        this.database = database;
        this.parked = registry.counter("lvsfleet.inbox.parked");
        this.retried = registry.counter("lvsfleet.inbox.retries");
        this.unfinished = registry.counter("lvsfleet.inbox.unfinished");
    }

    /** Early in the shutdown: the connector then waits for the batches that still wait here. */
    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    /**
     * Returns when the batch is stored.
     *
     * @throws CancellationException when the process ends first; the batch must not be acknowledged then
     */
    public void store(ConsumerRecords<byte[], byte[]> batch, Handler handler) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                parked.increment(storeOnce(batch, handler));
                return;
            } catch (SQLException | RuntimeException e) {
                retried.increment();
                if (attempt % ATTEMPTS_PER_WARNING == 1) {
                    LOG.warnf("%d records from the bus wait for PostgreSQL: %s", batch.count(), e.getMessage());
                }
                if (stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    throw new CancellationException(
                            "The control plane ends; the bus keeps " + batch.count() + " records for its next start");
                }
            }
        }
    }

    /** How many records of the batch were parked. */
    private int storeOnce(ConsumerRecords<byte[], byte[]> batch, Handler handler) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int faulty = 0;
                for (ConsumerRecord<byte[], byte[]> polled : batch) {
                    if (!storeOrPark(connection, polled, handler)) {
                        faulty++;
                    }
                }
                int failed = handler.finish(connection);
                connection.commit();
                unfinished.increment(failed);
                return faulty;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Whether it was stored, or what it stands for forgotten; the savepoint keeps what the batch's other records have stored so far. */
    private static boolean storeOrPark(Connection connection, ConsumerRecord<byte[], byte[]> polled, Handler handler)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            if (polled.value() == null) {
                handler.remove(connection, site(polled.topic()), polled);
            } else {
                handler.store(connection, site(polled.topic()), polled);
            }
            connection.releaseSavepoint(before);
            return true;
        } catch (MalformedRecordException | RuntimeException e) {
            connection.rollback(before);
            park(connection, polled, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            if (!RecordFaults.isRecordsFault(e)) {
                throw e;
            }
            connection.rollback(before);
            park(connection, polled, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private static void park(Connection connection, ConsumerRecord<byte[], byte[]> polled, String reason)
            throws SQLException {
        byte[] payload = polled.value() == null ? new byte[0] : polled.value();
        LOG.warnf("Parked record %s/%d/%d: %s", polled.topic(), polled.partition(), polled.offset(), reason);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO parked_record (topic, part, log_offset, reason, payload, written_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, polled.topic());
            insert.setInt(2, polled.partition());
            insert.setLong(3, polled.offset());
            insert.setString(4, RecordFaults.storable(reason, KEPT_REASON_CHARS));
            insert.setBytes(5, Arrays.copyOf(payload, Math.min(payload.length, KEPT_PAYLOAD_BYTES)));
            insert.setObject(6, writtenAt(polled));
            insert.executeUpdate();
        }
        try (PreparedStatement prune = connection.prepareStatement("DELETE FROM parked_record WHERE id <"
                + " (SELECT id FROM parked_record ORDER BY id DESC OFFSET ? LIMIT 1)")) {
            prune.setInt(1, KEPT_PARKED - 1);
            prune.executeUpdate();
        }
    }

    /** The key as text; empty without one. */
    public static String key(ConsumerRecord<byte[], byte[]> polled) {
        return polled.key() == null ? "" : new String(polled.key(), StandardCharsets.UTF_8);
    }

    /** By the record's own time; with its place in the topic it tells a record from one of a topic that was made again. */
    public static OffsetDateTime writtenAt(ConsumerRecord<byte[], byte[]> polled) {
        return Instant.ofEpochMilli(polled.timestamp()).atOffset(ZoneOffset.UTC);
    }

    /** The second label of {@code lvs.<site>.<topic>}; a site's name has no dot. */
    static String site(String topic) {
        return topic.substring(topic.indexOf('.') + 1, topic.indexOf('.', topic.indexOf('.') + 1));
    }
}
