package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.Signal;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A bounded queue between threads that share no lock: any thread posts and never waits, one thread takes. */
final class Mailbox<T> implements AutoCloseable {

    private final int capacity;
    private final ConcurrentLinkedQueue<T> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final Signal signal = new Signal();

    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** Whether there was room. */
    boolean post(T letter) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            refused.incrementAndGet();
            return false;
        }
        letters.add(letter);
        signal.raise();
        return true;
    }

    /** Takes what is there, and waits for nothing. */
    void take(Consumer<T> consumer) {
        for (T letter = letters.poll(); letter != null; letter = letters.poll()) {
            size.decrementAndGet();
            consumer.accept(letter);
        }
    }

    /** Waits a bounded time for a letter. */
    void await(Duration patience) {
        signal.await(patience);
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    long refused() {
        return refused.get();
    }

    /** What wakes the one who takes, to be waited for among other things. */
    Signal signal() {
        return signal;
    }

    @Override
    public void close() {
        signal.close();
    }
}
