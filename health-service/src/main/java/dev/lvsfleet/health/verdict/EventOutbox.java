package dev.lvsfleet.health.verdict;

import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.health.HealthSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jspecify.annotations.Nullable;

/** Tells the site what happened here; while the bus is away the newest thousand events wait. Thread-safe. */
@Singleton
public final class EventOutbox {

    private static final int WAITING = 1000;

    private final RecordRelay relay;
    private final String vantage;
    private final AtomicLong numbers = new AtomicLong();

    EventOutbox(
            Vertx vertx,
            @Channel("events") MutinyEmitter<Record<String, byte @Nullable []>> emitter,
            HealthSettings settings,
            MeterRegistry registry) {
        String site = settings.site().orElseThrow();
        relay = new RecordRelay(vertx, emitter, Topic.EVENTS, site, WAITING, registry);
        vantage = settings.vantage();
    }

    /** Never blocks. */
    public void report(FleetEvent.Kind kind, FleetEvent.Severity severity, String subject, String message) {
        FleetEvent event = new FleetEvent(FleetEvent.SCHEMA, vantage, Instant.now(), kind, severity, subject, message);
        relay.send(Long.toString(numbers.incrementAndGet()), OutgoingRecord.of(event));
    }
}
