package dev.lvsfleet.health.status;

import dev.lvsfleet.health.probe.ProbeLoop;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the probe loop takes a turn within two seconds; a Kafka that is away does not count. */
@Liveness
public final class LoopAlive implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ProbeLoop loop;

    LoopAlive(ProbeLoop loop) {
        this.loop = loop;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .<HealthCheckResponse>emitter(
                        answer -> loop.ping(() -> answer.complete(HealthCheckResponse.up("probe-loop"))))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(HealthCheckResponse.down("probe-loop"));
    }
}
