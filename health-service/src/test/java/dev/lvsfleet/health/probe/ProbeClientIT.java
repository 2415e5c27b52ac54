package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.Finding;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ProbeClientIT {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final CheckTiming TIMING = new CheckTiming(Duration.ofSeconds(1), TIMEOUT, 0, Duration.ZERO);

    private final Vertx vertx = Vertx.vertx();
    private final ProbeClient client = new ProbeClient(vertx);
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theRightStatusPassesAndTheHostHeaderNamesTheTarget() throws Exception {
        int port =
                serve((socket, request) -> socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")));

        assertThat(http(port, null)).isEqualTo(new Finding.Passed("status 200"));
        assertThat(requests.take())
                .startsWith("GET /health_check HTTP/1.1\r\n")
                .contains("Host: 127.0.0.1:" + port + "\r\n");
    }

    @Test
    void theHostOfTheCheckIsSentInstead() throws Exception {
        int port =
                serve((socket, request) -> socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")));

        assertThat(http(port, "shop.example")).isInstanceOf(Finding.Passed.class);
        assertThat(requests.take()).contains("Host: shop.example\r\n").doesNotContain("127.0.0.1");
    }

    @Test
    void anotherStatusFails() throws Exception {
        int port = serve((socket, request) ->
                socket.end(Buffer.buffer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n")));

        assertThat(http(port, null)).isEqualTo(new Finding.Failed("status 503 instead of 200"));
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        int port = serve((socket, request) ->
                socket.end(Buffer.buffer("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n")));

        assertThat(http(port, null)).isEqualTo(new Finding.Failed("status 302 instead of 200"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void aRefusedConnectionFailsAtOnce() throws Exception {
        int port = freePort();
        long begun = System.nanoTime();

        assertThat(http(port, null)).isInstanceOf(Finding.Failed.class);
        assertThat(tcp(LOOPBACK, port)).isInstanceOf(Finding.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT);
    }

    @Test
    void aSilentServerFailsWithinTwiceTheConnectTimeout() throws Exception {
        int port = serve((socket, request) -> {});

        assertThat(timed(port)).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void aDrippingServerCannotHoldTheCheckOpen() throws Exception {
        int port = serve((socket, request) -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
            drip(socket);
        });

        assertThat(timed(port).evidence()).contains("no complete answer within 300 ms");
    }

    @Test
    void aServerThatHangsUpFails() throws Exception {
        int port = serve((socket, request) -> socket.close());

        assertThat(http(port, null)).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void aResetFails() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, LOOPBACK)) {
            Thread resetting = Thread.ofPlatform().daemon().start(() -> resetOne(listener));

            assertThat(http(listener.getLocalPort(), null)).isInstanceOf(Finding.Failed.class);
            resetting.join();
        }
    }

    @Test
    void anEndlessBodyIsNotReadToItsEnd() throws Exception {
        Buffer mebibyte = Buffer.buffer(new byte[1024 * 1024]);
        int port = serve((socket, request) -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n");
            socket.write(mebibyte);
        });

        assertThat(http(port, null)).isEqualTo(new Finding.Passed("status 200"));
    }

    @Test
    void anOpenPortPassesTheTcpCheck() throws Exception {
        int port = serve((socket, request) -> {});

        assertThat(tcp(LOOPBACK, port)).isEqualTo(new Finding.Passed("connected"));
    }

    /** The kernel itself forbids connecting a stream to the broadcast address; nothing leaves the host. */
    @Test
    void whatTheOwnHostForbidsIsBlindAndNotAFailure() throws Exception {
        assertThat(tcp(InetAddress.ofLiteral("255.255.255.255"), 80)).isInstanceOf(Finding.Blind.class);
    }

    @Test
    void whatTheProberThrowsIsBlindAndTheFutureDoesNotFail() throws Exception {
        CheckTiming negative = new CheckTiming(Duration.ofSeconds(1), Duration.ofMillis(-1), 0, Duration.ZERO);

        assertThat(ask(new ProbeTarget(1, "t", LOOPBACK, 80, new HealthCheck.Tcp(negative))))
                .isInstanceOf(Finding.Blind.class);
        assertThat(ask(new ProbeTarget(1, "t", LOOPBACK, 70_000, new HealthCheck.Tcp(TIMING))))
                .isInstanceOf(Finding.Blind.class);
    }

    private Finding timed(int port) throws Exception {
        long begun = System.nanoTime();
        Finding finding = http(port, null);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(TIMEOUT, TIMEOUT.multipliedBy(2).plusMillis(200));
        return finding;
    }

    private void drip(NetSocket socket) {
        long timer = vertx.setPeriodic(20, ignored -> socket.write("x"));
        socket.closeHandler(ignored -> vertx.cancelTimer(timer));
    }

    private static void resetOne(ServerSocket listener) {
        try (Socket accepted = listener.accept()) {
            accepted.setSoLinger(true, 0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int serve(BiConsumer<NetSocket, Buffer> answer) throws Exception {
        NetServer server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> {
                    requests.add(request.toString());
                    answer.accept(socket, request);
                }));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private Finding http(int port, @org.jspecify.annotations.Nullable String host) throws Exception {
        return ask(new ProbeTarget(1, "t", LOOPBACK, port, new HealthCheck.Http("/health_check", 200, host, TIMING)));
    }

    private Finding tcp(InetAddress address, int port) throws Exception {
        return ask(new ProbeTarget(1, "t", address, port, new HealthCheck.Tcp(TIMING)));
    }

    private Finding ask(ProbeTarget target) throws Exception {
        return client.ask(target).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
