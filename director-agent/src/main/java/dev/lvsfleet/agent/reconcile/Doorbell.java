package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What wakes the loop, put together: of many documents the newest, of many refusals the newest, of many verdicts the fact
 * that there are some.
 * Thread-safe; one thread waits.
 */
final class Doorbell {

    private static final Duration BURST = Duration.ofMillis(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final ReplayGate documentGate = new ReplayGate();
    private final ReplayGate verdictGate = new ReplayGate();
    private final Duration settled;
    private @Nullable AcceptedDocument document;
    private @Nullable String refusal;
    private OptionalLong shown = OptionalLong.empty();
    private long shownTick;
    private boolean verdicts;
    private boolean changed;
    private long changedTick;
    private boolean stopped;

    /** A bell that takes the past for complete when the bus has shown nothing more for this long. */
    Doorbell(Duration settled) {
        this.settled = settled;
    }

    /**
     * Why the loop woke; because of the time when none of it is there.
     *
     * @param shown the revision of the newest document on the bus, if it is not a new one and the bus has settled
     * @param changed whether the kernel told of a change
     * @param refusal why the newest document was refused, unless one that was accepted came after it
     */
    record Ring(
            Optional<AcceptedDocument> document,
            boolean verdicts,
            OptionalLong shown,
            Optional<String> refusal,
            boolean changed,
            boolean stopped) {

        boolean changesTarget() {
            return document.isPresent() || verdicts;
        }
    }

    void document(AcceptedDocument newest, long tick) {
        lock.lock();
        try {
            document = newest;
            refusal = null;
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
            shownTick = tick;
            documentGate.arrived(tick);
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    void refused(String reason) {
        lock.lock();
        try {
            refusal = reason;
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

    /** The kernel told of a change; such news come in bursts, and the first of one is waited out. */
    void changed(long tick) {
        lock.lock();
        try {
            if (!changed) {
                changed = true;
                changedTick = tick;
                rung.signal();
            }
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
                Ready ready = ready(now);
                if (ready.any() || refusal != null || stopped || untilTick - now <= 0) {
                    return take(ready);
                }
                rung.awaitNanos(patience(now, untilTick));
            }
        } finally {
            lock.unlock();
        }
    }

    private record Ready(boolean document, boolean verdicts, boolean shown, boolean changed) {

        boolean any() {
            return document || verdicts || shown || changed;
        }
    }

    private Ready ready(long now) {
        return new Ready(
                document != null && documentGate.nanosUntilOpen(now) == 0,
                verdicts && verdictGate.nanosUntilOpen(now) == 0,
                shown.isPresent() && nanosUntilSettled(now) <= 0,
                changed && nanosUntilCalm(now) <= 0);
    }

    private long nanosUntilCalm(long now) {
        return changedTick + BURST.toNanos() - now;
    }

    private long nanosUntilSettled(long now) {
        return shownTick + settled.toNanos() - now;
    }

    private long patience(long now, long untilTick) {
        long patience = untilTick - now;
        if (document != null) {
            patience = Math.min(patience, documentGate.nanosUntilOpen(now));
        }
        if (verdicts) {
            patience = Math.min(patience, verdictGate.nanosUntilOpen(now));
        }
        if (changed) {
            patience = Math.min(patience, nanosUntilCalm(now));
        }
        if (shown.isPresent()) {
            patience = Math.min(patience, nanosUntilSettled(now));
        }
        return patience;
    }

    private Ring take(Ready ready) {
        Ring ring = new Ring(
                Optional.ofNullable(ready.document() ? document : null),
                ready.verdicts(),
                ready.shown() ? shown : OptionalLong.empty(),
                Optional.ofNullable(refusal),
                ready.changed(),
                stopped);
        refusal = null;
        if (ready.document()) {
            document = null;
        }
        if (ready.changed()) {
            changed = false;
        }
        if (ready.verdicts()) {
            verdicts = false;
        }
        if (ready.shown()) {
            shown = OptionalLong.empty();
        }
        return ring;
    }
}
