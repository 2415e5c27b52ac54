package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What wakes the loop, put together: of many documents the newest, of many verdicts the fact that there are some.
 * Thread-safe; one thread waits.
 */
final class Doorbell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final ReplayGate documentGate = new ReplayGate();
    private final ReplayGate verdictGate = new ReplayGate();
    private @Nullable AcceptedDocument document;
    private OptionalLong shown = OptionalLong.empty();
    private boolean verdicts;
    private boolean stopped;

    /**
     * Why the loop woke; because of the time when none of it is there.
     *
     * @param shown the revision of the newest document on the bus, if it is not a new one
     */
    record Ring(Optional<AcceptedDocument> document, boolean verdicts, OptionalLong shown, boolean stopped) {

        boolean changesTarget() {
            return document.isPresent() || verdicts;
        }
    }

    void document(AcceptedDocument newest, long tick) {
        lock.lock();
        try {
            document = newest;
            shown = OptionalLong.empty();
            documentGate.arrived(tick);
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The bus has shown a document that is not new. */
    void shown(long revision, long tick) {
        lock.lock();
        try {
            shown = OptionalLong.of(revision);
            documentGate.arrived(tick);
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    void verdicts(long tick) {
        lock.lock();
        try {
            verdicts = true;
            verdictGate.arrived(tick);
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a document or verdicts that may be acted on, at most until the given tick. */
    Ring await(long untilTick) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                boolean documentReady = hasDocument() && documentGate.nanosUntilOpen(now) == 0;
                boolean verdictsReady = verdicts && verdictGate.nanosUntilOpen(now) == 0;
                if (documentReady || verdictsReady || stopped || untilTick - now <= 0) {
                    return take(documentReady, verdictsReady);
                }
                rung.awaitNanos(patience(now, untilTick));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasDocument() {
        return document != null || shown.isPresent();
    }

    private long patience(long now, long untilTick) {
        long patience = untilTick - now;
        if (hasDocument()) {
            patience = Math.min(patience, documentGate.nanosUntilOpen(now));
        }
        if (verdicts) {
            patience = Math.min(patience, verdictGate.nanosUntilOpen(now));
        }
        return patience;
    }

    private Ring take(boolean documentReady, boolean verdictsReady) {
        Ring ring = new Ring(
                Optional.ofNullable(documentReady ? document : null),
                verdictsReady,
                documentReady ? shown : OptionalLong.empty(),
                stopped);
        if (documentReady) {
            document = null;
            shown = OptionalLong.empty();
        }
        if (verdictsReady) {
            verdicts = false;
        }
        return ring;
    }
}
