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
        // Composed, so that what is thrown on the way to a future becomes one that failed.
        return Future.succeededFuture(target.check())
                .compose(check -> switch (check) {
                    case HealthCheck.Http httpCheck -> http.ask(target, httpCheck);
                    case HealthCheck.Tcp tcpCheck -> tcp.ask(target, tcpCheck);
                })
                .map(finding -> OwnLink.judged(finding, target.address()))
                .otherwise(bug -> new Finding.Blind("the prober failed: " + bug));
    }
}
