package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.reconcile.Pass;
import dev.lvsfleet.agent.reconcile.PassListener;
import dev.lvsfleet.agent.reconcile.Situation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The agent's figures for Prometheus, all named {@code lvsfleet_agent_…}. Thread-safe. */
@Singleton
public final class AgentMetrics implements PassListener {

    private final MeterRegistry registry;
    private final AtomicLong revision;
    private final AtomicLong foreign;
    private final AtomicLong held;
    private final AtomicLong failures;
    private final AtomicLong lastPassTick = new AtomicLong(System.nanoTime());
    private final Counter passes;
    private final Counter broken;
    private final Counter retries;
    private final Counter drifts;
    private final Counter droppedEvents;
    private final Timer plan;
    private final Timer apply;

    AgentMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.revision = registry.gauge("lvsfleet.agent.revision", new AtomicLong());
        this.foreign = registry.gauge("lvsfleet.agent.foreign.entries", new AtomicLong());
        this.held = registry.gauge("lvsfleet.agent.services.held", new AtomicLong());
        this.failures = registry.gauge("lvsfleet.agent.pending.failures", new AtomicLong());
        registry.gauge("lvsfleet.agent.loop.age.seconds", lastPassTick, tick -> (System.nanoTime() - tick.get()) / 1e9);
        this.passes = registry.counter("lvsfleet.agent.passes");
        this.broken = registry.counter("lvsfleet.agent.passes.broken");
        this.retries = registry.counter("lvsfleet.agent.passes.retried");
        this.drifts = registry.counter("lvsfleet.agent.drift");
        this.droppedEvents = registry.counter("lvsfleet.agent.events.dropped");
        this.plan = registry.timer("lvsfleet.agent.plan");
        this.apply = registry.timer("lvsfleet.agent.apply");
    }

    @Override
    public void changed(String kind, boolean succeeded) {
        registry.counter("lvsfleet.agent.operations", "kind", kind, "outcome", succeeded ? "done" : "failed")
                .increment();
    }

    @Override
    public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {
        lastPassTick.set(situation.passedTick());
        revision.set(situation.revision());
        foreign.set(situation.foreign().size());
        failures.set(situation.failures().size());
        held.set(situation.effective().stream()
                .flatMap(state -> state.services().stream())
                .filter(service -> !service.held().isEmpty())
                .count());
        passes.increment();
        drifts.increment(pass.drifts().size());
        fromReceipt.ifPresent(plan::record);
        if (pass.operations() > 0) {
            apply.record(pass.apply().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void broke() {
        broken.increment();
    }

    @Override
    public void retried() {
        retries.increment();
    }

    /** An event was given up because too many wait for the bus. */
    public void eventDropped() {
        droppedEvents.increment();
    }
}
