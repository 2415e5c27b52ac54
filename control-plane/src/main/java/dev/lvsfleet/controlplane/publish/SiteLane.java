package dev.lvsfleet.controlplane.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One site's way to Kafka: a producer of its own, one batch at a time, and after a failure a pause of its own, so that a
 * site in trouble holds up no other. Times are of {@link System#nanoTime()}.
 *
 * <p>For the relay's thread alone; only the sending runs on another.
 */
final class SiteLane implements AutoCloseable {

    /** What goes out together, and is forgotten together. */
    record Batch(List<OutboxEntry> entries, Publication publication) {}

    /** How a batch ended. */
    sealed interface End {}

    record Acknowledged(Batch batch) implements End {}

    record Failed(String reason) implements End {}

    private record Sending(Batch batch, FutureTask<Boolean> task) {}

    private static final Logger LOG = Logger.getLogger(SiteLane.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration WHILE_SENDING = Duration.ofMillis(250);
    private static final long SHORTEST_WAIT = 10_000_000;

    private final String site;
    private final BusClient bus;
    private final Deque<Long> sendAgainAt = new ArrayDeque<>();
    private @Nullable Sending sending;
    private @Nullable SiteTopics filled;
    private Duration pause = Duration.ZERO;
    private long pausedSince;

    SiteLane(String site, BusClient bus) {
        this.site = site;
        this.bus = bus;
    }

    String site() {
        return site;
    }

    /** Says into which topics everything was sent before; null for none. */
    void filled(@Nullable SiteTopics topics) {
        filled = topics;
    }

    /** Everything shall be sent again at that time. */
    void sendAgainAt(long time) {
        sendAgainAt.add(time);
    }

    /** Whether everything has to be sent again, into these topics; empty when they are not known. */
    boolean wantsAgain(long now, Optional<SiteTopics> topics) {
        Long next = sendAgainAt.peek();
        boolean due = next != null && next - now <= 0;
        return due || topics.filter(current -> !current.equals(filled)).isPresent();
    }

    /** It is being sent again. */
    void againBegun(long now, SiteTopics topics) {
        sendAgainAt.removeIf(time -> time - now <= 0);
        filled = topics;
    }

    /** Whether another batch may begin. */
    boolean isFree(long now) {
        return sending == null && (!isInTrouble() || now - pausedSince >= pause.toNanos());
    }

    /** Whether the last attempt failed. */
    boolean isInTrouble() {
        return !pause.isZero();
    }

    /** How long until something may have to be done by the clock alone; at most the longest. */
    Duration patience(long now, Duration longest) {
        if (sending != null) {
            return shorter(longest, WHILE_SENDING);
        }
        Long next = sendAgainAt.peek();
        if (isInTrouble()) {
            next = pausedSince + pause.toNanos();
        }
        return next == null ? longest : shorter(longest, Duration.ofNanos(Math.max(next - now, SHORTEST_WAIT)));
    }

    void send(Batch batch) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            bus.send(batch.publication().records());
            return true;
        });
        sending = new Sending(batch, task);
        Thread.ofVirtual().name("outbox-" + site).start(task);
    }

    /** Returns when the batch under way, if any, has ended, or this much later. */
    void await(Duration patience) throws InterruptedException {
        if (sending != null) {
            try {
                var _ = sending.task().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf(e, "The batch of the site %s", site);
            }
        }
    }

    /** How the batch ended, told once; empty while it is under way and when there is none. */
    Optional<End> ended() {
        Sending current = sending;
        if (current == null || !current.task().isDone()) {
            return Optional.empty();
        }
        sending = null;
        return Optional.of(
                switch (current.task().state()) {
                    case SUCCESS -> new Acknowledged(current.batch());
                    case FAILED ->
                        new Failed(String.valueOf(current.task().exceptionNow().getMessage()));
                    case CANCELLED, RUNNING -> new Failed("given up");
                });
    }

    /** Waits before the next attempt, twice as long each time; a trouble is told when it begins, not every time. */
    void failed(String reason, long now) {
        if (!isInTrouble()) {
            LOG.warnf("Publishing to the site %s pauses: %s", site, reason);
        }
        pause = isInTrouble() ? shorter(pause.multipliedBy(2), LONGEST_PAUSE) : FIRST_PAUSE;
        pausedSince = now;
    }

    void succeeded() {
        if (isInTrouble()) {
            LOG.infof("Publishing to the site %s goes on", site);
        }
        pause = Duration.ZERO;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Drops the batch under way; whoever leads next sends it again. */
    @Override
    public void close() {
        if (sending != null) {
            sending.task().cancel(true);
        }
        bus.close();
    }
}
