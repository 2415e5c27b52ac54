package dev.lvsfleet.health.probe;

import dev.lvsfleet.health.judgement.Finding;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * One attempt on its way to exactly one finding: the first one counts, later ones are dropped.
 *
 * <p>Its deadline is the prober's own timer and not the socket's, so a target that keeps sending a little cannot hold
 * the attempt open. Confined to one event loop.
 */
final class Attempt {

    /** A deadline that comes this much too late says that this prober stood still, and nothing of the target. */
    private static final Duration STALL = Duration.ofMillis(250);

    private final Vertx vertx;
    private final Promise<Finding> promise = Promise.promise();
    private Runnable abort = () -> {};
    private long timer = -1;

    Attempt(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Replaces the deadline: from now on this long, and then it has failed, unless it was we who were late. */
    void failAfter(Duration bound, String evidence) {
        vertx.cancelTimer(timer);
        long due = System.nanoTime() + bound.toNanos();
        timer = vertx.setTimer(Math.max(1, bound.toMillis()), ignored -> {
            if (conclude(afterDeadline(Duration.ofNanos(System.nanoTime() - due), evidence))) {
                abort.run();
            }
        });
    }

    /** What a deadline means that fired this long after it was due. */
    static Finding afterDeadline(Duration late, String evidence) {
        return late.compareTo(STALL) > 0
                ? new Finding.Blind("this prober stood still for " + late.toMillis() + " ms")
                : new Finding.Failed(evidence);
    }

    /** What frees the connection should the deadline pass. */
    void onDeadline(Runnable closing) {
        abort = closing;
    }

    /** Whether this was the first finding. */
    boolean conclude(Finding finding) {
        vertx.cancelTimer(timer);
        return promise.tryComplete(finding);
    }

    boolean isOver() {
        return promise.future().isComplete();
    }

    Future<Finding> finding() {
        return promise.future();
    }
}
