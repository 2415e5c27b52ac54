package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.baseline.ChangeLoop;
import dev.lvsfleet.agent.doctor.DoctorLoop;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.failover.VrrpElection;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.status.AgentMetrics;
import dev.lvsfleet.agent.status.AgentMetrics.Loop;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the loop before anything speaks to the bus, and stops it last without touching the kernel. */
@Singleton
final class AgentLifecycle {

    private final AgentSettings settings;
    private final Remembered remembered;
    private final ReconcileLoop loop;
    private final BaselineLoop baseline;
    private final ChangeLoop changes;
    private final DoctorLoop doctor;
    private final FailoverLoop failover;
    private final VrrpElection election;
    private final EventOutbox events;
    private final AgentMetrics metrics;

    AgentLifecycle(
            AgentSettings settings,
            Remembered remembered,
            ReconcileLoop loop,
            BaselineLoop baseline,
            DoctorLoop doctor,
            FailoverLoop failover,
            VrrpElection election,
            EventOutbox events,
            AgentMetrics metrics) {
        this.settings = settings;
        this.remembered = remembered;
        this.loop = loop;
        this.baseline = baseline;
        this.changes = new ChangeLoop(
                () -> {
                    baseline.changed();
                    loop.changed();
                },
                events::tell);
        this.doctor = doctor;
        this.failover = failover;
        this.election = election;
        this.events = events;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        metrics.started(Loop.BASELINE);
        baseline.start();
        changes.start();
        if (!baseline.isAlone()) {
            metrics.started(Loop.FAILOVER);
            failover.start();
            metrics.started(Loop.RECONCILE);
            loop.start();
        }
        metrics.started(Loop.DOCTOR);
        doctor.start();
        events.tell(new Notice(
                Kind.AGENT_STARTED,
                Severity.INFO,
                settings.node(),
                remembered
                        .document()
                        .map(document -> "Started; serves revision " + document.revision() + " from disk")
                        .orElse("Started; leaves the kernel alone until a document comes")));
    }

    void stop(@Observes ShutdownEvent event) {
        failover.stop();
        election.close(); // first of all, while everything the addresses lead to is still looked after
        doctor.stop();
        if (!baseline.isAlone()) {
            loop.stop();
        }
        changes.stop();
        baseline.stop();
    }
}
