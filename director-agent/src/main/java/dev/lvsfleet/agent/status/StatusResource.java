package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.baseline.Preparation;
import dev.lvsfleet.agent.desired.AdmissionRules;
import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.rules.Tick;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;

/** Shows how the node stands, for people and for the lab. */
@Path("/api/v1/status")
@Singleton
public final class StatusResource {

    private final AdmissionRules.Recipient node;
    private final ReconcileLoop loop;
    private final BaselineLoop baseline;
    private final FailoverLoop failover;
    private final ReportOutbox reports;
    private final InstantSource clock;

    StatusResource(
            AdmissionRules.Recipient node,
            ReconcileLoop loop,
            BaselineLoop baseline,
            FailoverLoop failover,
            ReportOutbox reports,
            InstantSource clock) {
        this.node = node;
        this.loop = loop;
        this.baseline = baseline;
        this.failover = failover;
        this.reports = reports;
        this.clock = clock;
    }

    @GET
    @Blocking // of 11,000 entries it is 1.4 MB, too much to write on the thread that does everybody's I/O
    @Produces(MediaType.APPLICATION_JSON)
    public NodeView status() {
        Preparation preparation = baseline.preparation();
        StatusView view = baseline.isAlone()
                ? PreparationView.node(node, preparation, reports.isDelivering(), clock.instant())
                : StatusRules.view(
                        node.node(),
                        node.site(),
                        loop.situation(),
                        reports.isDelivering(),
                        new StatusRules.Now(clock.instant(), new Tick(System.nanoTime())));
        return new NodeView(node.role().word(), view, PreparationView.of(preparation), failover.states());
    }
}
