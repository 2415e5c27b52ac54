package dev.lvsfleet.health.verdict;

import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.health.HealthSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jspecify.annotations.Nullable;

/** Tells the directors a verdict; while the bus is away only the newest per target waits. Thread-safe. */
@Singleton
public final class VerdictOutbox {

    private static final int WAITING = 100_000;

    private final RecordRelay relay;

    VerdictOutbox(
            Vertx vertx,
            @Channel("verdicts") MutinyEmitter<Record<String, byte @Nullable []>> emitter,
            HealthSettings settings,
            MeterRegistry registry) {
        String site = settings.site().orElseThrow();
        relay = new RecordRelay(vertx, emitter, Topic.VERDICTS, site, WAITING, registry);
    }

    void send(HealthVerdict verdict) {
        relay.send(verdict.target(), OutgoingRecord.of(verdict));
    }

    /** A tombstone: nobody needs the verdict any more. */
    void forget(String target) {
        relay.send(target, OutgoingRecord.tombstone(target));
    }
}
