package dev.lvsfleet.controlplane.publish;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka, one relay of the fleet at a time: waits to lead, publishes for as long as it does, and
 * begins anew after a failure, each time a little later. The thread is the relay's; {@link #close()} ends it.
 */
final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private static final Duration SAFETY_POLL = Duration.ofSeconds(5);
    private static final Duration LISTEN = Duration.ofMillis(250);
    private static final long TAKEOVER_POLL_MS = 500;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final DataSource database;
    private final BatchPublisher publisher;
    private final RelayMeters meters;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private long pause = FIRST_PAUSE_MS;
    private String trouble = "";
    private boolean hasLed;

    OutboxRelay(DataSource database, BatchPublisher publisher, RelayMeters meters) {
        this.database = database;
        this.publisher = publisher;
        this.meters = meters;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (publisher) {
            while (!stopped(0)) {
                try (LeaderConnection connection = LeaderConnection.open(database)) {
                    if (lead(connection)) {
                        publishUntilStopped(connection);
                    }
                } catch (SQLException e) {
                    failed("PostgreSQL does not answer (" + e.getMessage() + ")");
                } catch (RuntimeException | Error e) {
                    // An Error too: a thread that ends here would publish nothing more, and nobody would know why.
                    LOG.error("Publishing failed for a reason nobody foresaw", e);
                    failed("");
                } finally {
                    meters.leader(false);
                }
            }
        } catch (InterruptedException e) {
            LOG.error("Somebody interrupted the relay: nothing is published until the next start", e);
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

    private boolean lead(LeaderConnection connection) throws SQLException, InterruptedException {
        while (!connection.tryLead()) {
            if (stopped(TAKEOVER_POLL_MS)) {
                return false;
            }
        }
        meters.leader(true);
        trouble = "";
        if (!hasLed) {
            LOG.info("This replica publishes now");
            hasLed = true;
        }
        return true;
    }

    private void publishUntilStopped(LeaderConnection connection) throws SQLException, InterruptedException {
        try {
            publisher.lead(connection);
            while (!stopped(0)) {
                int published = publisher.publish(connection);
                pause = FIRST_PAUSE_MS;
                if (published < OutboxStore.BATCH) {
                    listen(connection);
                }
            }
        } finally {
            publisher.close();
        }
    }

    /** In short turns, so that whoever stops the relay need not cut its connection, perhaps within a batch. */
    private void listen(LeaderConnection connection) throws SQLException, InterruptedException {
        long until = System.nanoTime() + publisher.patience(SAFETY_POLL).toNanos();
        while (!stopped(0)) {
            Duration left = Duration.ofNanos(Math.min(LISTEN.toNanos(), until - System.nanoTime()));
            // Less than a millisecond would be none, and none means for ever.
            if (left.toMillis() < 1 || connection.changedWithin(left)) {
                return;
            }
        }
    }

    /** Whether its thread runs. */
    boolean isAlive() {
        return thread.isAlive();
    }

    private boolean stopped(long waitMillis) throws InterruptedException {
        return stopping.await(waitMillis, TimeUnit.MILLISECONDS);
    }

    /** Waits a bounded time for the batch under way, if any; cut short, it is published again by whoever leads next. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                LOG.warn("The relay's last batch does not end: it is published again after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
