package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A GET on a connection of its own: one status code is right, redirects are answers and not followed.
 *
 * <p>The connection has the connect timeout, the whole answer has it once more; of the body at most 64 KiB are read,
 * which is enough to know that it flows. Confined to one event loop.
 */
final class HttpProbe {

    private static final int BODY_LIMIT = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;

    HttpProbe(Vertx vertx) {
        this.vertx = vertx;
        // One connection per attempt, so the limit on attempts in flight is the only one wanted here.
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(10_000));
    }

    Future<Finding> ask(ProbeTarget target, HealthCheck.Http check) {
        Attempt attempt = new Attempt(vertx);
        Duration timeout = check.timing().connectTimeout();
        attempt.failAfter(timeout, "no connection within " + timeout.toMillis() + " ms");
        client.request(options(target, check)).onComplete(connected -> {
            if (connected.failed()) {
                attempt.conclude(ProbeFault.whileConnecting(connected.cause()));
            } else if (attempt.isOver()) {
                connected.result().connection().close();
            } else {
                exchange(attempt, connected.result(), check);
            }
        });
        return attempt.finding();
    }

    private static void exchange(Attempt attempt, HttpClientRequest request, HealthCheck.Http check) {
        Duration timeout = check.timing().connectTimeout();
        attempt.onDeadline(() -> request.connection().close());
        attempt.failAfter(timeout, "connected, but no complete answer within " + timeout.toMillis() + " ms");
        request.exceptionHandler(failure -> attempt.conclude(ProbeFault.whileAnswering(failure)));
        request.response()
                .onFailure(failure -> attempt.conclude(ProbeFault.whileAnswering(failure)))
                .onSuccess(response -> read(attempt, response, check));
        request.end();
    }

    private static void read(Attempt attempt, HttpClientResponse response, HealthCheck.Http check) {
        Finding finding = judge(response.statusCode(), check.statusCode());
        int[] received = {0};
        response.exceptionHandler(failure -> attempt.conclude(ProbeFault.whileAnswering(failure)));
        response.endHandler(ignored -> attempt.conclude(finding));
        response.handler(bytes -> {
            received[0] += bytes.length();
            if (received[0] > BODY_LIMIT && attempt.conclude(finding)) {
                response.request().connection().close();
            }
        });
    }

    private static Finding judge(int seen, int wanted) {
        return seen == wanted
                ? new Finding.Passed("status " + seen)
                : new Finding.Failed("status " + seen + " instead of " + wanted);
    }

    private static RequestOptions options(ProbeTarget target, HealthCheck.Http check) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(target.address(), target.port())))
                .setURI(check.path())
                .setConnectTimeout(check.timing().connectTimeout().toMillis())
                .setFollowRedirects(false)
                .putHeader("Host", host(target, check))
                .putHeader("User-Agent", "lvs-fleet-health");
    }

    private static String host(ProbeTarget target, HealthCheck.Http check) {
        String named = check.host();
        if (named != null) {
            return named;
        }
        String address = target.address().getHostAddress();
        String literal = target.address() instanceof Inet6Address ? "[" + address + "]" : address;
        return target.port() == 80 ? literal : literal + ":" + target.port();
    }
}
