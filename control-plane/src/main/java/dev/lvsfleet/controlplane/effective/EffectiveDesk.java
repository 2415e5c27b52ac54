package dev.lvsfleet.controlplane.effective;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Answers how a service is served, at once or when it is settled, whichever the caller asked for. So many callers wait at a time,
 * each for a bounded time; one too many is answered at once. Thread-safe.
 */
@ApplicationScoped
public class EffectiveDesk {

    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int MOST_WAITING = 16;
    /** What another replica stores is not heard here. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final EffectiveStore store;
    private final StateBell bell;
    private final Semaphore seats = new Semaphore(MOST_WAITING);

    EffectiveDesk(EffectiveStore store, StateBell bell) {
        this.store = store;
        this.bell = bell;
    }

    /**
     * The service as it is served; empty when there is none of this name.
     *
     * @param wait how long, at most, for it to be settled; zero for not at all
     */
    public Optional<EffectiveView> view(String name, Duration wait) throws InterruptedException {
        if (wait.isZero() || !seats.tryAcquire()) {
            return store.view(name);
        }
        try {
            return settled(name, wait);
        } finally {
            seats.release();
        }
    }

    private Optional<EffectiveView> settled(String name, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            long heard = bell.rings();
            Optional<EffectiveView> view = store.view(name);
            long left = deadline - System.nanoTime();
            if (view.isEmpty() || view.get().settled() || left <= 0) {
                return view;
            }
            bell.await(heard, Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
        }
    }
}
