package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when the reconcile loop has not finished a pass for three resync intervals and a margin: it is stuck. */
@Liveness
@Singleton
final class LoopLiveness implements HealthCheck {

    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final ReconcileLoop loop;
    private final BaselineLoop baseline;

    LoopLiveness(ReconcileLoop loop, BaselineLoop baseline) {
        this.loop = loop;
        this.baseline = baseline;
    }

    @Override
    public HealthCheckResponse call() {
        boolean alone = baseline.isAlone();
        long passedTick =
                alone ? baseline.preparation().passedTick() : loop.situation().passedTick();
        Duration age = Duration.ofNanos(System.nanoTime() - passedTick);
        Duration limit = loop.resyncInterval().multipliedBy(3).plus(MARGIN);
        return HealthCheckResponse.named(alone ? "baseline-loop" : "reconcile-loop")
                .status(age.compareTo(limit) < 0)
                .withData("lastPassMillisAgo", age.toMillis())
                .build();
    }
}
