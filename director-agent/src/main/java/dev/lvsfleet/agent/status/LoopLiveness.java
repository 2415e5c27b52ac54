package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.failover.VrrpElection;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Down when a loop has not finished a pass for three resync intervals and a margin: it is stuck. */
@Liveness
@Singleton
final class LoopLiveness implements HealthCheck {

    private final ReconcileLoop loop;
    private final BaselineLoop baseline;
    private final FailoverLoop failover;
    private final VrrpElection election;

    LoopLiveness(ReconcileLoop loop, BaselineLoop baseline, FailoverLoop failover, VrrpElection election) {
        this.loop = loop;
        this.baseline = baseline;
        this.failover = failover;
        this.election = election;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Long> passedTicks = new TreeMap<>();
        passedTicks.put("baseline", baseline.preparation().passedTick());
        if (!baseline.isAlone()) {
            passedTicks.put("reconcile", loop.situation().passedTick());
            passedTicks.put("failover", failover.turnedTick());
            election.loop()
                    .ifPresent(it -> passedTicks.put(
                            "vrrp", System.nanoTime() - it.sinceRound().toNanos()));
        }
        Map<String, Duration> ages = LivenessRules.ages(passedTicks, System.nanoTime());
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("loops").status(LivenessRules.allLive(ages, loop.resyncInterval()));
        ages.forEach((name, age) -> answer.withData(name + "LastPassMillisAgo", age.toMillis()));
        return answer.build();
    }
}
