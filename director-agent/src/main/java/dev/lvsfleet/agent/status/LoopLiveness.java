package dev.lvsfleet.agent.status;

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

    LoopLiveness(ReconcileLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        Duration age = Duration.ofNanos(System.nanoTime() - loop.situation().passedTick());
        Duration limit = loop.resyncInterval().multipliedBy(3).plus(MARGIN);
        return HealthCheckResponse.named("reconcile-loop")
                .status(age.compareTo(limit) < 0)
                .withData("lastPassMillisAgo", age.toMillis())
                .build();
    }
}
