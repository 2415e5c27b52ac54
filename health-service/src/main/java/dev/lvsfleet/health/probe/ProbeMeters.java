package dev.lvsfleet.health.probe;

import dev.lvsfleet.health.judgement.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/** Counts and times the attempts. Thread-safe. */
final class ProbeMeters {

    private final MeterRegistry registry;
    private final Timer passed;
    private final Timer failed;
    private final Timer blind;
    private final Counter late;
    private final Counter crowdedOut;
    private final Counter untold;

    ProbeMeters(MeterRegistry registry) {
        this.registry = registry;
        passed = attempts("passed");
        failed = attempts("failed");
        blind = attempts("blind");
        late = registry.counter("lvsfleet.health.probes.late");
        crowdedOut = registry.counter("lvsfleet.health.probes.crowded.out");
        untold = registry.counter("lvsfleet.health.verdicts.untold");
    }

    void ended(Finding finding, Duration took) {
        Timer timer = switch (finding) {
            case Finding.Passed ignored -> passed;
            case Finding.Failed ignored -> failed;
            case Finding.Blind ignored -> blind;
        };
        timer.record(took);
    }

    void late() {
        late.increment();
    }

    void crowdedOut() {
        crowdedOut.increment();
    }

    void untold() {
        untold.increment();
    }

    void watch(Supplier<Number> inFlight, Collection<?> targets) {
        Gauge.builder("lvsfleet.health.probes.in.flight", inFlight).register(registry);
        Gauge.builder("lvsfleet.health.targets", targets::size).register(registry);
    }

    private Timer attempts(String outcome) {
        return Timer.builder("lvsfleet.health.probes")
                .tag("outcome", outcome)
                .description("Attempts by what they found out, and how long they took")
                .register(registry);
    }
}
