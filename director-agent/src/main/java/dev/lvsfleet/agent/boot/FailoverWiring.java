package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.failover.FailoverNoticeRules;
import dev.lvsfleet.agent.failover.StandingShell;
import dev.lvsfleet.agent.failover.SyncDaemonShell;
import dev.lvsfleet.agent.failover.SyncDaemonStore;
import dev.lvsfleet.agent.failover.VrrpCollector;
import dev.lvsfleet.agent.failover.VrrpElection;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.status.AgentMetrics;
import dev.lvsfleet.agent.vrrp.RealTimeWish;
import dev.lvsfleet.agent.vrrp.VrrpShell;
import dev.lvsfleet.ipvs.IpvsClient;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Joins the election of virtual routers to the agent's other parts. */
@Dependent
class FailoverWiring {

    /** A table that was not read for so many verifications says nothing any more. */
    private static final int PATIENCE = 3;

    @Produces
    @Singleton
    @SuppressWarnings("deprecation") // the registry of Quarkus is the older of Micrometer's two
    VrrpElection election(EventOutbox events, Instance<FailoverLoop> loop, PrometheusMeterRegistry prometheus) {
        VrrpElection election = new VrrpElection(
                () -> new VrrpShell(RealTimeWish.USUAL, notice -> {
                    events.tell(FailoverNoticeRules.of(notice));
                    loop.get().moved();
                }),
                events::tell);
        prometheus.getPrometheusRegistry().register(new VrrpCollector(election));
        return election;
    }

    @Produces
    @Singleton
    FailoverLoop failover(
            AgentSettings settings,
            VrrpElection election,
            ReportOutbox reports,
            EventOutbox events,
            AgentMetrics metrics,
            Remembered remembered,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return FailoverLoop.of(
                new FailoverLoop.Settings(
                        settings.resyncInterval().multipliedBy(PATIENCE), BusAddresses.of(bootstrapServers)),
                election,
                new SyncDaemonShell(
                        IpvsClient::open,
                        new SyncDaemonStore(settings.stateDirectory()),
                        settings.resyncInterval(),
                        events::tell),
                new StandingShell(reports, events::tell, metrics::followed, metrics::broke),
                remembered.document(),
                InstantSource.system());
    }
}
