package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.baseline.Preparation;
import dev.lvsfleet.agent.reconcile.Pass;
import dev.lvsfleet.agent.reconcile.PassListener;
import dev.lvsfleet.agent.reconcile.Situation;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Standing;
import dev.lvsfleet.agent.servicestate.StateOutbox;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.FleetEvent.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The agent's figures for Prometheus, all named {@code lvsfleet_agent_…}. Thread-safe. */
@Singleton
public final class AgentMetrics implements PassListener {

    private final MeterRegistry registry;
    private final AtomicLong revision;
    private final AtomicLong foreign;
    private final AtomicLong held;
    private final AtomicLong ejected;
    private final AtomicLong ramping;
    private final AtomicLong draining;
    private final AtomicLong withoutQuorum;
    private final AtomicLong servedByFallback;
    private final AtomicLong heldBack;
    private final AtomicLong failures;
    private final Map<Severity, AtomicLong> findings = new EnumMap<>(Severity.class);
    private final Map<Loop, AtomicLong> passedTicks = new ConcurrentHashMap<>();
    private final Map<Loop, AtomicLong> contested = new ConcurrentHashMap<>();
    private final Counter passes;
    private final Counter broken;
    private final Counter retries;
    private final Counter drifts;
    private final Counter droppedEvents;
    private final Counter droppedReports;
    private final Timer plan;
    private final Counter statesUndelivered;
    private final Timer apply;

    /** What must go round. */
    public enum Loop {
        RECONCILE,
        BASELINE,
        DOCTOR,
        FAILOVER
    }

    AgentMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.revision = registry.gauge("lvsfleet.agent.revision", new AtomicLong());
        this.foreign = registry.gauge("lvsfleet.agent.foreign.entries", new AtomicLong());
        this.held = registry.gauge("lvsfleet.agent.services.held", new AtomicLong());
        this.ejected = registry.gauge("lvsfleet.agent.realservers.ejected", new AtomicLong());
        this.ramping = registry.gauge("lvsfleet.agent.realservers.ramping", new AtomicLong());
        this.draining = registry.gauge("lvsfleet.agent.realservers.draining", new AtomicLong());
        this.withoutQuorum = registry.gauge("lvsfleet.agent.services.without.quorum", new AtomicLong());
        this.servedByFallback = registry.gauge("lvsfleet.agent.services.fallback", new AtomicLong());
        this.heldBack = registry.gauge("lvsfleet.agent.deletions.held.back", new AtomicLong());
        this.failures = registry.gauge("lvsfleet.agent.pending.failures", new AtomicLong());
        for (Severity severity : Severity.values()) {
            Tags tags = Tags.of("severity", ContractJson.word(severity));
            findings.put(severity, registry.gauge("lvsfleet.agent.findings", tags, new AtomicLong()));
        }
        this.passes = registry.counter("lvsfleet.agent.passes");
        this.broken = registry.counter("lvsfleet.agent.passes.broken");
        this.retries = registry.counter("lvsfleet.agent.passes.retried");
        this.drifts = registry.counter("lvsfleet.agent.drift");
        this.droppedEvents = registry.counter("lvsfleet.agent.events.dropped");
        this.droppedReports = registry.counter("lvsfleet.agent.reports.dropped");
        this.statesUndelivered = registry.counter("lvsfleet.agent.states.failed");
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
        passed(Loop.RECONCILE, situation.passedTick());
        revision.set(situation.revision());
        foreign.set(situation.foreign().size());
        failures.set(situation.failures().size());
        pools(situation);
        passes.increment();
        drifts.increment(pass.drifts().size());
        fromReceipt.ifPresent(plan::record);
        if (pass.operations() > 0) {
            apply.record(pass.apply().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void pools(Situation situation) {
        List<EffectiveService> services =
                situation.effective().map(EffectiveState::services).orElse(List.of());
        held.set(count(services, EffectiveService::holds));
        withoutQuorum.set(count(services, EffectiveService::lacksQuorum));
        servedByFallback.set(count(services, EffectiveService::isServedByFallback));
        ejected.set(placed(services, Standing.EJECTED));
        ramping.set(placed(services, Standing.RAMPING));
        draining.set(situation.drains().size());
        heldBack.set(
                (long) situation.heldBack().services() + situation.heldBack().realServers());
    }

    private static long count(List<EffectiveService> services, Predicate<EffectiveService> which) {
        return services.stream().filter(which).count();
    }

    private static long placed(List<EffectiveService> services, Standing standing) {
        return services.stream().mapToLong(it -> it.that(standing).size()).sum();
    }

    @Override
    public void contested(int things) {
        contested(Loop.RECONCILE, things);
    }

    void contested(Loop loop, int things) {
        contested
                .computeIfAbsent(
                        loop, it -> registry.gauge("lvsfleet.agent.repairs.contested", tags(it), new AtomicLong()))
                .set(things);
    }

    private static Tags tags(Loop loop) {
        return Tags.of("loop", loop.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void broke() {
        broken.increment();
    }

    @Override
    public void retried() {
        retries.increment();
    }

    /** A loop runs on this node from now on: only such a one has an age. */
    public void started(Loop loop) {
        AtomicLong passedTick = passedTick(loop);
        passedTick.set(System.nanoTime());
        registry.gauge(
                "lvsfleet.agent.loop.age.seconds",
                tags(loop),
                passedTick,
                tick -> (System.nanoTime() - tick.get()) / 1e9);
    }

    private void passed(Loop loop, long tick) {
        passedTick(loop).set(tick);
    }

    private AtomicLong passedTick(Loop loop) {
        return passedTicks.computeIfAbsent(loop, _ -> new AtomicLong());
    }

    /** The node was prepared.
     *
     * @param alone whether no reconcile loop runs, so that the preparation is all there is */
    void prepared(Preparation preparation, boolean alone) {
        passed(Loop.BASELINE, preparation.passedTick());
        if (alone) {
            revision.set(preparation.revision());
            failures.set(preparation.failures().size());
        }
    }

    /** States of services wait for the bus in this outbox. */
    public void states(StateOutbox outbox) {
        Gauge.builder("lvsfleet.agent.states.waiting", outbox, StateOutbox::size)
                .strongReference(true)
                .register(registry);
    }

    /** The state of a service did not arrive at the bus. */
    public void stateUndelivered() {
        statesUndelivered.increment();
    }

    /** The failover loop ended a turn. */
    public void followed() {
        passed(Loop.FAILOVER, System.nanoTime());
    }

    /** The node was examined. */
    public void examined(Examination examination) {
        passed(Loop.DOCTOR, System.nanoTime());
        findings.forEach((severity, count) -> count.set(examination.findings().stream()
                .filter(it -> it.severity() == severity)
                .count()));
    }

    /** An event was given up because too many wait for the bus, or because the bus can never take it. */
    public void eventDropped() {
        droppedEvents.increment();
    }

    /** A report was given up because the bus can never take it. */
    public void reportDropped() {
        droppedReports.increment();
    }
}
