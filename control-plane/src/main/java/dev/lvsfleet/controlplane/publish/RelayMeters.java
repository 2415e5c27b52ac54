package dev.lvsfleet.controlplane.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the relay tells the metrics. Thread-safe. */
final class RelayMeters {

    private final AtomicBoolean leader = new AtomicBoolean();
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicLong oldestMillis = new AtomicLong();
    private final AtomicInteger held = new AtomicInteger();
    private final Timer latency;
    private final Counter records;
    private final Counter failures;

    RelayMeters(MeterRegistry registry) {
        registry.gauge("lvsfleet.relay.leader", leader, held -> held.get() ? 1 : 0);
        registry.gauge("lvsfleet.outbox.depth", depth);
        registry.gauge("lvsfleet.outbox.oldest.seconds", oldestMillis, millis -> millis.get() / 1000.0);
        registry.gauge("lvsfleet.relay.sites.held", held);
        latency = Timer.builder("lvsfleet.publish.latency")
                .description("From the outbox row to Kafka's acknowledgement")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        records = registry.counter("lvsfleet.publish.records");
        failures = registry.counter("lvsfleet.relay.failures");
    }

    void leader(boolean held) {
        leader.set(held);
    }

    void waiting(int entries, Duration oldest) {
        depth.set(entries);
        oldestMillis.set(oldest.toMillis());
    }

    void held(int sites) {
        held.set(sites);
    }

    void published(int sent) {
        records.increment(sent);
    }

    void latency(Duration fromCommit) {
        latency.record(fromCommit);
    }

    void failed() {
        failures.increment();
    }
}
