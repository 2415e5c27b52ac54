package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Asks a target once, without blocking; every attempt ends within twice its connect timeout. Confined to one event loop. */
public final class ProbeClient {

    private final HttpProbe http;
    private final TcpProbe tcp;

    public ProbeClient(Vertx vertx) {
        http = new HttpProbe(vertx);
        tcp = new TcpProbe(vertx);
    }

    /** What the target did; the future never fails. */
    public Future<Finding> ask(ProbeTarget target) {
        Future<Finding> finding = switch (target.check()) {
            case HealthCheck.Http check -> http.ask(target, check);
            case HealthCheck.Tcp check -> tcp.ask(target, check);
        };
        return finding.otherwise(bug -> new Finding.Blind("the prober failed: " + bug));
    }
}
