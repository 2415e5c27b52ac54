package dev.lvsfleet.agent.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Records on their way to the bus: the newest so many wait while it is away, one is on its way at a time, in order.
 *
 * <p>{@link #offer} never blocks: when the outbox is full the oldest waiting record is dropped and counted. A record that
 * could not be delivered is tried again, after a wait that doubles up to a bound, until it is delivered or dropped. One that
 * the bus can never take (too large) is dropped at once, or it would hold up all behind it for ever. Thread-safe.
 */
public final class BusOutbox {

    private static final Logger LOG = Logger.getLogger(BusOutbox.class);

    static final Duration FIRST_WAIT = Duration.ofMillis(250);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final int capacity;
    private final BusSender sender;
    private final Losses losses;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean delivered;
    private Duration wait = FIRST_WAIT;

    /**
     * Who hears of the records that are given up; must not block or throw.
     *
     * @param crowdedOut told of each for which there was no room
     * @param unsendable told of each that the bus can never take, with a sentence that says why
     */
    public record Losses(Runnable crowdedOut, Consumer<String> unsendable) {}

    /** An empty outbox. */
    public BusOutbox(int capacity, BusSender sender, Losses losses) {
        this.capacity = capacity;
        this.sender = sender;
        this.losses = losses;
    }

    public void offer(byte[] content) {
        synchronized (this) {
            if (waiting.size() == capacity) {
                waiting.removeFirst();
                losses.crowdedOut().run();
            }
            waiting.addLast(content);
            if (sending) {
                return;
            }
            sending = true;
        }
        sendNext();
    }

    /** Whether the newest attempt to deliver something succeeded. */
    public synchronized boolean isDelivering() {
        return delivered;
    }

    public synchronized int size() {
        return waiting.size();
    }

    private void sendNext() {
        byte[] next;
        synchronized (this) {
            byte[] head = waiting.pollFirst();
            if (head == null) {
                sending = false;
                return;
            }
            next = head;
        }
        trySend(next).whenComplete((done, failure) -> {
            if (failure == null) {
                succeeded();
                sendNext();
            } else {
                failed(next, failure);
            }
        });
    }

    private void failed(byte[] content, Throwable failure) {
        Optional<Throwable> never = SendFailure.never(failure);
        if (never.isEmpty()) {
            tryAgainLater(content);
            return;
        }
        synchronized (this) {
            delivered = false;
        }
        String why = "A record of " + content.length + " bytes can never be sent and is dropped: " + never.get();
        LOG.error(why);
        losses.unsendable().accept(why);
        // Not from here: a thousand of them in a row would be a thousand calls deep.
        ForkJoinPool.commonPool().execute(this::sendNext);
    }

    private CompletionStage<?> trySend(byte[] content) {
        try {
            return sender.send(content);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private synchronized void succeeded() {
        delivered = true;
        wait = FIRST_WAIT;
    }

    private void tryAgainLater(byte[] content) {
        Executor later;
        synchronized (this) {
            delivered = false;
            if (waiting.size() < capacity) {
                waiting.addFirst(content);
            } else {
                losses.crowdedOut().run();
            }
            later = CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
        later.execute(this::sendNext);
    }
}
