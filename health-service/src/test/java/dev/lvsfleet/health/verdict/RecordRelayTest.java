package dev.lvsfleet.health.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordRelayTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Message<?>> arrived = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The channel as the framework gives it, of which a relay uses one method: refusing so often, taking afterwards. */
    @SuppressWarnings("unchecked")
    private RecordRelay relay(int refusals, Supplier<Uni<Void>> refusal) {
        MutinyEmitter<Record<String, byte @Nullable []>> emitter =
                (MutinyEmitter<Record<String, byte @Nullable []>>) Proxy.newProxyInstance(
                        MutinyEmitter.class.getClassLoader(),
                        new Class<?>[] {MutinyEmitter.class},
                        (_, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("sendMessage");
                            if (calls.incrementAndGet() <= refusals) {
                                return refusal.get();
                            }
                            arrived.add((Message<?>) arguments[0]);
                            return Uni.createFrom().voidItem();
                        });
        return new RecordRelay(vertx, emitter, Topic.VERDICTS, "lab", 10, registry);
    }

    private static OutgoingRecord verdict() {
        return OutgoingRecord.of(
                new HealthVerdict(1, "target", Health.DOWN, Instant.EPOCH, "connection refused", "health-1"));
    }

    @Test
    void anEmitterThatThrowsLeavesNoKeyUnderWay() {
        RecordRelay relay = relay(2, () -> {
            throw new IllegalStateException("there is no subscriber");
        });

        relay.send("target", verdict());

        await().until(() -> arrived.size() == 1);
        assertThat(registry.counter("lvsfleet.health.sends.failed", "topic", Topic.VERDICTS.at("lab"))
                        .count())
                .isEqualTo(2);
        await().until(() ->
                registry.get("lvsfleet.health.sends.pending").gauge().value() == 0);
    }

    @Test
    void anEmitterThatFailsAtOnceIsAskedAgainAfterAPauseOnly() {
        RecordRelay relay =
                relay(2, () -> Uni.createFrom().failure(new IllegalStateException("the channel is cancelled")));

        relay.send("target", verdict());
        assertThat(calls).hasValue(1);

        await().until(() -> arrived.size() == 1);
        assertThat(calls).hasValue(3);
    }
}
