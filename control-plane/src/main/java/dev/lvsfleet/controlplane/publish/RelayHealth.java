package dev.lvsfleet.controlplane.publish;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The health page's {@code relay} entry: down when the relay's thread has ended by itself, which only a restart mends. */
@Liveness
@Singleton
final class RelayHealth implements HealthCheck {

    private final RelayShell relay;

    RelayHealth(RelayShell relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("relay").status(relay.isAlive()).build();
    }
}
