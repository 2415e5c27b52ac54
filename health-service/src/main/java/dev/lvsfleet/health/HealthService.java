package dev.lvsfleet.health;

import dev.lvsfleet.health.probe.ProbeLoop;
import dev.lvsfleet.health.verdict.VerdictBook;
import dev.lvsfleet.health.verdict.VerdictMemory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the service together, and stops it at once when its settings will not do. */
final class HealthService {

    private static final Logger LOG = Logger.getLogger(HealthService.class);

    private static final int BAD_SETTINGS = 2;

    /** Before anything talks to the bus. */
    void start(
            @Observes @Priority(1) StartupEvent event,
            HealthSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") Optional<String> bootstrapServers) {
        StartupRules.fault(settings, bootstrapServers).ifPresent(fault -> {
            System.err.println("health-service cannot start: " + fault);
            // Nothing runs yet that would want an orderly end.
            Runtime.getRuntime().halt(BAD_SETTINGS);
        });
        LOG.infof("Probing site %s as %s", settings.site().orElseThrow(), settings.vantage());
    }

    @Produces
    @Singleton
    ProbeLoop probeLoop(
            Vertx vertx, VerdictBook verdicts, VerdictMemory memory, MeterRegistry registry, HealthSettings settings) {
        ProbeLoop loop = new ProbeLoop(
                vertx, verdicts, registry, Integer.parseInt(settings.inFlight()), Integer.parseInt(settings.waiting()));
        memory.onRecalled(loop::recall);
        return loop;
    }
}
