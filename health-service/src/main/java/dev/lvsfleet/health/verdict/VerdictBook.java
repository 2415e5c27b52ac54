package dev.lvsfleet.health.verdict;

import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.health.HealthSettings;
import dev.lvsfleet.health.probe.Verdicts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes down each change of a verdict: for the directors, for the operator and for this service's own next start. */
@Singleton
public final class VerdictBook implements Verdicts {

    private static final Logger LOG = Logger.getLogger(VerdictBook.class);

    private final VerdictMemory memory;
    private final VerdictOutbox verdicts;
    private final EventOutbox events;
    private final MeterRegistry registry;
    private final String vantage;

    VerdictBook(
            VerdictMemory memory,
            VerdictOutbox verdicts,
            EventOutbox events,
            MeterRegistry registry,
            HealthSettings settings) {
        this.memory = memory;
        this.verdicts = verdicts;
        this.events = events;
        this.registry = registry;
        this.vantage = settings.vantage();
    }

    @Override
    public Optional<Health> standing(String target) {
        return memory.standing(target);
    }

    @Override
    public boolean recalled() {
        return memory.isRecalled();
    }

    @Override
    public void changed(String target, Health health, Instant at, String evidence) {
        LOG.infof("Target %s is %s: %s", target, health, evidence);
        registry.counter("lvsfleet.health.verdicts", "health", health.name().toLowerCase(Locale.ROOT))
                .increment();
        memory.learn(target, health);
        verdicts.send(new HealthVerdict(HealthVerdict.SCHEMA, target, health, at, evidence, vantage));
        switch (health) {
            case UP -> events.report(FleetEvent.Kind.TARGET_UP, FleetEvent.Severity.INFO, target, evidence);
            case DOWN -> events.report(FleetEvent.Kind.TARGET_DOWN, FleetEvent.Severity.WARNING, target, evidence);
        }
    }

    @Override
    public void forgotten(String target) {
        if (memory.standing(target).isPresent()) {
            LOG.infof("Target %s is gone, and its verdict with it", target);
            memory.forget(target);
            verdicts.forget(target);
        }
    }
}
