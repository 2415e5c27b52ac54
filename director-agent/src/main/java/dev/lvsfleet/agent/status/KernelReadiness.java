package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.baseline.Preparation;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import dev.lvsfleet.agent.reconcile.Situation;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a pass has ended and the kernel could be used in it; the bus plays no part. */
@Readiness
@Singleton
final class KernelReadiness implements HealthCheck {

    private final ReconcileLoop loop;
    private final BaselineLoop baseline;

    KernelReadiness(ReconcileLoop loop, BaselineLoop baseline) {
        this.loop = loop;
        this.baseline = baseline;
    }

    @Override
    public HealthCheckResponse call() {
        if (baseline.isAlone()) {
            Preparation preparation = baseline.preparation();
            return answer(preparation.passedAt().isPresent(), preparation.fault());
        }
        Situation situation = loop.situation();
        return answer(situation.passedAt().isPresent(), situation.kernelFault());
    }

    private static HealthCheckResponse answer(boolean passed, Optional<String> fault) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("kernel").status(passed && fault.isEmpty());
        fault.ifPresent(it -> response.withData("fault", it));
        return response.build();
    }
}
