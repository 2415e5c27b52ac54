package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import dev.lvsfleet.agent.reconcile.Situation;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a pass has ended and the kernel could be used in it; the bus plays no part. */
@Readiness
@Singleton
final class KernelReadiness implements HealthCheck {

    private final ReconcileLoop loop;

    KernelReadiness(ReconcileLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        Situation situation = loop.situation();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("kernel")
                .status(situation.passedAt().isPresent()
                        && situation.kernelFault().isEmpty());
        situation.kernelFault().ifPresent(fault -> response.withData("fault", fault));
        return response.build();
    }
}
