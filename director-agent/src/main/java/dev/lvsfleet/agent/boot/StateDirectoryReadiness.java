package dev.lvsfleet.agent.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the agent can remember anything. Always up: it serves all the same, and a restart would not help. */
@Readiness
@Singleton
final class StateDirectoryReadiness implements HealthCheck {

    private final StateDirectory directory;

    StateDirectoryReadiness(AgentSettings settings) {
        this.directory = new StateDirectory(settings.stateDirectory());
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("state-directory").up();
        directory.fault().ifPresent(it -> answer.withData("fault", it));
        return answer.build();
    }
}
