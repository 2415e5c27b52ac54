package dev.lvsfleet.health.probe;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a limited number of attempts run at once and the others wait in line, so that no flood of targets runs the
 * prober out of descriptors. Confined to one event loop.
 */
final class ProbeGate {

    private final int places;
    private final int waitingLimit;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger running = new AtomicInteger();

    ProbeGate(int places, int waitingLimit) {
        this.places = places;
        this.waitingLimit = waitingLimit;
    }

    /** Runs it now or in its turn; false when the line is full and it never will. */
    boolean enter(Runnable attempt) {
        if (running.get() < places) {
            start(attempt);
            return true;
        }
        return waiting.size() < waitingLimit && waiting.add(attempt);
    }

    /** One attempt is over: the next in line takes its place. */
    void leave() {
        running.decrementAndGet();
        Runnable next = waiting.poll();
        if (next != null) {
            start(next);
        }
    }

    /** From any thread. */
    int running() {
        return running.get();
    }

    private void start(Runnable attempt) {
        running.incrementAndGet();
        attempt.run();
    }
}
