package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.baseline.ChangeLoop;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
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
    private final AgentLoops loops;
    private final ChangeLoop changes;
    private final EventOutbox events;
    private final AgentMetrics metrics;

    AgentLifecycle(
            AgentSettings settings, Remembered remembered, AgentLoops loops, EventOutbox events, AgentMetrics metrics) {
        this.settings = settings;
        this.remembered = remembered;
        this.loops = loops;
        this.changes = new ChangeLoop(
                () -> {
                    loops.baseline().changed();
                    loops.reconcile().changed();
                },
                events::tell);
        this.events = events;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        metrics.started(Loop.BASELINE);
        loops.baseline().start();
        changes.start();
        if (!loops.baseline().isAlone()) {
            metrics.started(Loop.FAILOVER);
            loops.failover().start();
            metrics.started(Loop.RECONCILE);
            loops.reconcile().start();
        }
        metrics.started(Loop.DOCTOR);
        loops.doctor().start();
        new StateDirectory(settings.stateDirectory())
                .fault()
                .ifPresent(it -> events.tell(new Notice(Kind.FINDING, Severity.ERROR, settings.node(), it)));
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
        loops.failover().stop(); // first of all, while everything the addresses lead to is still looked after
        loops.doctor().stop();
        if (!loops.baseline().isAlone()) {
            loops.reconcile().stop();
        }
        changes.stop();
        loops.baseline().stop();
    }
}
