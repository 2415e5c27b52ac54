package dev.lvsfleet.agent.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Records on their way to the bus: the newest so many wait while it is away, one is on its way at a time, in order.
 *
 * <p>{@link #offer} never blocks: when the outbox is full the oldest waiting record is dropped and counted. A record that
 * could not be delivered is tried again, after a wait that doubles up to a bound, until it is delivered or dropped.
 * Thread-safe.
 */
public final class BusOutbox {

    static final Duration FIRST_WAIT = Duration.ofMillis(250);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final int capacity;
    private final BusSender sender;
    private final Runnable onDrop;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean delivered;
    private Duration wait = FIRST_WAIT;

    /**
     * An empty outbox.
     *
     * @param onDrop told of every record that is given up
     */
    public BusOutbox(int capacity, BusSender sender, Runnable onDrop) {
        this.capacity = capacity;
        this.sender = sender;
        this.onDrop = onDrop;
    }

    public void offer(byte[] content) {
        synchronized (this) {
            if (waiting.size() == capacity) {
                waiting.removeFirst();
                onDrop.run();
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
                tryAgainLater(next);
            }
        });
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
                onDrop.run();
            }
            later = CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
        later.execute(this::sendNext);
    }
}
