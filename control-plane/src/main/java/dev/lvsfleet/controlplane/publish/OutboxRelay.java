package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Carries the outbox to Kafka, one relay of the fleet at a time.
 *
 * <p>One connection of its own holds the advisory lock, listens, and runs the transactions: when it is lost, so are the
 * leadership and the transaction. A batch is read in one REPEATABLE READ snapshot, sent, acknowledged, and only then
 * deleted; a crash anywhere in between sends it again. The thread is the relay's; {@link #close()} ends it.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** "lvsfleet" in ASCII: the advisory lock that the one active relay holds. */
    static final long LOCK = 0x6c7673666c656574L;

    private static final int SAFETY_POLL_MS = 5_000;
    private static final long TAKEOVER_POLL_MS = 500;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final DataSource database;
    private final BusClient bus;
    private final TopicGuard topics;
    private final BusWatch watch;
    private final RelayMeters meters;
    private final Consumer<String> fatal;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Connection current;
    private long pause = FIRST_PAUSE_MS;
    private String trouble = "";
    private boolean hasLed;

    OutboxRelay(
            DataSource database,
            BusClient bus,
            TopicGuard topics,
            BusWatch watch,
            RelayMeters meters,
            Consumer<String> fatal,
            Clock clock) {
        this.database = database;
        this.bus = bus;
        this.topics = topics;
        this.watch = watch;
        this.meters = meters;
        this.fatal = fatal;
        this.clock = clock;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped(0)) {
                try (Connection connection = database.getConnection()) {
                    current = connection;
                    if (lead(connection)) {
                        publishUntilStopped(connection);
                    }
                } catch (BusClient.BusException e) {
                    watch.silent(String.valueOf(e.getMessage()));
                    failed("");
                } catch (SQLException e) {
                    failed("PostgreSQL does not answer (" + e.getMessage() + ")");
                } catch (RuntimeException e) {
                    LOG.error("Publishing failed for a reason nobody foresaw", e);
                    failed("");
                } finally {
                    meters.leader(false);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The relay was told to stop", e);
        } finally {
            // The producer's own close must not be cut short by the interruption that ended the loop.
            var _ = Thread.interrupted();
            bus.close();
        }
    }

    /** Waits before the next attempt, twice as long each time; a trouble is told when it begins, not every time. */
    private void failed(String newTrouble) throws InterruptedException {
        if (stopped(0)) {
            return;
        }
        meters.failed();
        if (trouble.isEmpty() && !newTrouble.isEmpty()) {
            LOG.warnf("Publishing pauses: %s", newTrouble);
        }
        trouble = newTrouble;
        stopped(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }

    /** Asks again and again instead of waiting inside PostgreSQL, where a waiting statement would hold back vacuum. */
    private boolean lead(Connection connection) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            while (!holdsLock(statement)) {
                if (stopped(TAKEOVER_POLL_MS)) {
                    return false;
                }
            }
            statement.execute("LISTEN outbox");
        }
        meters.leader(true);
        trouble = "";
        if (!hasLed) {
            LOG.info("This replica publishes now");
            hasLed = true;
        }
        return true;
    }

    private static boolean holdsLock(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private void publishUntilStopped(Connection connection)
            throws SQLException, InterruptedException, BusClient.BusException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        PGConnection notifications = connection.unwrap(PGConnection.class);
        OutboxStore store = new OutboxStore(connection);
        while (!stopped(0)) {
            int published = publish(store);
            connection.commit();
            if (published < OutboxStore.BATCH) {
                notifications.getNotifications(SAFETY_POLL_MS);
            }
        }
    }

    private int publish(OutboxStore store) throws SQLException, InterruptedException, BusClient.BusException {
        List<OutboxEntry> entries = store.waiting();
        meters.waiting(entries.size(), entries.isEmpty() ? Duration.ZERO : age(entries.getFirst()));
        if (entries.isEmpty()) {
            return 0;
        }
        ensureTopics(entries);
        List<OutgoingRecord> records = Publication.of(entries, store);
        bus.send(records);
        watch.answered();
        pause = FIRST_PAUSE_MS;
        meters.published(records.size());
        entries.forEach(entry -> meters.latency(age(entry)));
        store.forget(entries);
        meters.waiting(0, Duration.ZERO);
        return entries.size();
    }

    /** A send to a topic that is not there would let the broker make it with whatever partitions it likes. */
    private void ensureTopics(List<OutboxEntry> entries) throws BusClient.BusException {
        for (String site : entries.stream().map(OutboxEntry::site).distinct().toList()) {
            switch (topics.tryEnsure(site)) {
                case TopicGuard.Ready() -> {}
                case TopicGuard.Unreachable(String reason) ->
                    throw new BusClient.BusException("Kafka does not answer: " + reason, null);
                case TopicGuard.Wrong(String sentence) -> {
                    fatal.accept(sentence);
                    throw new BusClient.BusException(sentence, null);
                }
            }
        }
    }

    private Duration age(OutboxEntry entry) {
        Duration age = Duration.between(entry.createdAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private boolean stopped(long waitMillis) throws InterruptedException {
        return stopping.await(waitMillis, TimeUnit.MILLISECONDS);
    }

    /** Whether this is the one active relay. */
    boolean isLeader() {
        return meters.isLeader();
    }

    /** Lets go of the lock at once; a batch under way is published again by whoever leads next. */
    @Override
    public void close() {
        stopping.countDown();
        Connection connection = current;
        try {
            if (connection != null) {
                Executor direct = Runnable::run;
                connection.abort(direct);
            }
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        } catch (SQLException e) {
            LOG.debug("The relay's connection was gone already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
