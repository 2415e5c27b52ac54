package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.listening.ListeningLoop;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the bus is heard. Always up: the node serves what it has, and a restart would hear no more. */
@Readiness
@Singleton
final class ListeningReadiness implements HealthCheck {

    private final ListeningLoop listening;

    ListeningReadiness(ListeningLoop listening) {
        this.listening = listening;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("channels").up();
        listening.fault().ifPresent(it -> answer.withData("fault", it));
        return answer.build();
    }
}
