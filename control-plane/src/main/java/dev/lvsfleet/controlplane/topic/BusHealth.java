package dev.lvsfleet.controlplane.topic;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The health page's {@code bus} entry. Not readiness: without Kafka changes are still accepted, they only wait. */
@Wellness
@Singleton
final class BusHealth implements HealthCheck {

    private final BusWatch bus;

    BusHealth(BusWatch bus) {
        this.bus = bus;
    }

    @Override
    public HealthCheckResponse call() {
        return bus.trouble()
                .map(reason -> HealthCheckResponse.named("bus").down().withData("kafka", reason))
                .orElseGet(() -> HealthCheckResponse.named("bus").up())
                .build();
    }
}
