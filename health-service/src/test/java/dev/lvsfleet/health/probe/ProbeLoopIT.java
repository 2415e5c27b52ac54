package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.ProbeTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ProbeLoopIT {

    private static final int TARGETS = 2000;
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Test
    void twoThousandTargetsThatArriveAtOnceAreAllAskedAndNoneIsCondemned() throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicInteger asked = new AtomicInteger();
        int port = listen(vertx, asked);
        Map<String, Health> judged = new ConcurrentHashMap<>();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ProbeLoop loop = new ProbeLoop(vertx, new Recording(judged), registry, 512, TARGETS);

        CheckTiming timing = new CheckTiming(INTERVAL, Duration.ofSeconds(1), 1, Duration.ofMillis(100));
        for (int i = 0; i < TARGETS; i++) {
            loop.watch(target("target-" + i, port, timing), 0);
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> asked.get() >= 3 * TARGETS);

        assertThat(judged).hasSize(TARGETS).containsValue(Health.UP).doesNotContainValue(Health.DOWN);
        assertThat(loop.watched())
                .hasSize(TARGETS)
                .allSatisfy(target -> assertThat(target.last()).isPresent());
        assertThat(registry.counter("lvsfleet.health.probes.crowded.out").count())
                .isZero();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aTargetWhoseVerdictCannotBeHandedOnIsAskedAgainAllTheSame() throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicInteger asked = new AtomicInteger();
        int port = listen(vertx, asked);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ProbeLoop loop = new ProbeLoop(vertx, new Failing(), registry, 1, 1);

        CheckTiming timing = new CheckTiming(Duration.ofMillis(100), Duration.ofSeconds(1), 1, Duration.ofMillis(100));
        loop.watch(target("target", port, timing), 0);

        await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() >= 3);
        assertThat(registry.counter("lvsfleet.health.verdicts.untold").count()).isEqualTo(1);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static int listen(Vertx vertx, AtomicInteger asked) throws Exception {
        return vertx.createNetServer()
                .connectHandler(socket -> asked.incrementAndGet())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static ProbeTarget target(String id, int port, CheckTiming timing) {
        return new ProbeTarget(1, id, InetAddress.ofLiteral("127.0.0.1"), port, new HealthCheck.Tcp(timing));
    }

    private record Recording(Map<String, Health> judged) implements Verdicts {
        @Override
        public Optional<Health> standing(String target) {
            return Optional.empty();
        }

        @Override
        public boolean recalled() {
            return true;
        }

        @Override
        public void changed(String target, Health health, Instant at, String evidence) {
            judged.put(target, health);
        }

        @Override
        public void forgotten(String target) {
            judged.remove(target);
        }
    }

    /** A place for verdicts that takes none. */
    private record Failing() implements Verdicts {
        @Override
        public Optional<Health> standing(String target) {
            return Optional.empty();
        }

        @Override
        public boolean recalled() {
            return true;
        }

        @Override
        public void changed(String target, Health health, Instant at, String evidence) {
            throw new IllegalStateException("no verdict is taken here");
        }

        @Override
        public void forgotten(String target) {
            throw new IllegalStateException("no verdict is taken here");
        }
    }
}
