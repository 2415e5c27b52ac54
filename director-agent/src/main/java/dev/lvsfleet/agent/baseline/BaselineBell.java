package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What wakes the loop: of many documents the newest, of many changes of the kernel the fact. Thread-safe; one waits. */
final class BaselineBell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private @Nullable AcceptedDocument document;
    private @Nullable String refusal;
    private boolean changed;
    private boolean stopped;

    /** Why the loop woke; because of the time when none of it is there. */
    record Ring(Optional<AcceptedDocument> document, Optional<String> refusal, boolean changed, boolean stopped) {}

    void document(AcceptedDocument newest) {
        ring(() -> {
            document = newest;
            refusal = null;
        });
    }

    void refused(String reason) {
        ring(() -> refusal = reason);
    }

    /** The kernel said that something is not as it was. */
    void changed() {
        ring(() -> changed = true);
    }

    void stop() {
        ring(() -> stopped = true);
    }

    private void ring(Runnable mark) {
        lock.lock();
        try {
            mark.run();
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a reason to wake.
     *
     * @param untilTick at most, in {@link System#nanoTime()}
     * @param calmTick before which changes of the kernel alone wake nobody: they come in bursts
     */
    Ring await(long untilTick, long calmTick) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (document == null && refusal == null && !stopped) {
                long now = System.nanoTime();
                long until = changed && calmTick - untilTick < 0 ? calmTick : untilTick;
                if (until - now <= 0) {
                    break;
                }
                rung.awaitNanos(until - now);
            }
            Ring ring = new Ring(Optional.ofNullable(document), Optional.ofNullable(refusal), changed, stopped);
            document = null;
            refusal = null;
            changed = false;
            return ring;
        } finally {
            lock.unlock();
        }
    }
}
