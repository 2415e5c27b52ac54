package dev.lvsfleet.health.status;

import dev.lvsfleet.health.probe.ProbeLoop;
import dev.lvsfleet.health.targets.TargetPartitions;
import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while this instance has a part of the site's targets to probe. */
@Readiness
public final class TargetsKnown implements HealthCheck {

    private final TargetPartitions partitions;
    private final ProbeLoop loop;

    TargetsKnown(@Identifier("target-partitions") TargetPartitions partitions, ProbeLoop loop) {
        this.partitions = partitions;
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("targets")
                .status(partitions.count() > 0)
                .withData("partitions", partitions.count())
                .withData("targets", loop.watched().size())
                .build();
    }
}
