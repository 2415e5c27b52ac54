package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A connection that must open within the connect timeout and is closed at once. Confined to one event loop. */
final class TcpProbe {

    private final Vertx vertx;

    /** The timeout is a property of the client; a site knows few different ones. */
    private final Map<Duration, NetClient> clients = new HashMap<>();

    TcpProbe(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<Finding> ask(ProbeTarget target, HealthCheck.Tcp check) {
        Attempt attempt = new Attempt(vertx);
        Duration timeout = check.timing().connectTimeout();
        attempt.failAfter(timeout, "no connection within " + timeout.toMillis() + " ms");
        SocketAddress address = SocketAddress.inetSocketAddress(new InetSocketAddress(target.address(), target.port()));
        client(timeout)
                .connect(address)
                .onFailure(failure -> attempt.conclude(ProbeFault.whileConnecting(failure)))
                .onSuccess(socket -> {
                    attempt.conclude(new Finding.Passed("connected"));
                    socket.close();
                });
        return attempt.finding();
    }

    private NetClient client(Duration timeout) {
        return clients.computeIfAbsent(
                timeout,
                bound -> vertx.createNetClient(
                        new NetClientOptions().setConnectTimeout(Math.toIntExact(bound.toMillis()))));
    }
}
