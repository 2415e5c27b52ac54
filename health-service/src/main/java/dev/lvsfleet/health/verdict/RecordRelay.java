package dev.lvsfleet.health.verdict;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends records to one topic until the bus has acknowledged each, in order per key. Thread-safe, never blocks. */
final class RecordRelay {

    private static final Logger LOG = Logger.getLogger(RecordRelay.class);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int UNDER_WAY = 128;

    private final Vertx vertx;
    private final MutinyEmitter<Record<String, byte @Nullable []>> emitter;
    private final Topic topic;
    private final String topicName;
    private final PendingRecords<OutgoingRecord> pending;
    private final Counter failures;
    private final Counter dropped;

    RecordRelay(
            Vertx vertx,
            MutinyEmitter<Record<String, byte @Nullable []>> emitter,
            Topic topic,
            String site,
            int waitingLimit,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.emitter = emitter;
        this.topic = topic;
        this.topicName = topic.at(site);
        this.pending = new PendingRecords<>(waitingLimit, UNDER_WAY);
        this.failures = registry.counter("lvsfleet.health.sends.failed", "topic", topicName);
        this.dropped = registry.counter("lvsfleet.health.sends.dropped", "topic", topicName);
        Gauge.builder("lvsfleet.health.sends.pending", pending::size)
                .tag("topic", topicName)
                .register(registry);
    }

    /** Sends it when its turn comes; a waiting record of the same slot is replaced. */
    void send(String slot, OutgoingRecord content) {
        pending.add(slot, content).ifPresent(lost -> {
            dropped.increment();
            LOG.warnf("Too much waits for %s: dropped %s", topicName, lost);
        });
        drain();
    }

    private void drain() {
        for (Optional<PendingRecords.Taken<OutgoingRecord>> next = pending.take();
                next.isPresent();
                next = pending.take()) {
            send(next.orElseThrow());
        }
    }

    private void send(PendingRecords.Taken<OutgoingRecord> taken) {
        try {
            emitter.sendMessage(message(taken.content()))
                    .subscribe()
                    .with(ignored -> arrived(taken), failure -> failed(taken, failure));
        } catch (RuntimeException e) {
            failed(taken, e); // a channel that is not there yet, or no longer, refuses at once
        }
    }

    private Message<Record<String, byte @Nullable []>> message(OutgoingRecord content) {
        byte @Nullable [] value = content.content().map(ContractJson::encode).orElse(null);
        return Message.<Record<String, byte @Nullable []>>of(Record.<String, byte @Nullable []>of(content.key(), value))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(topicName)
                        .withPartition(NodePartition.of(content.key(), topic.partitions()))
                        .build());
    }

    private void arrived(PendingRecords.Taken<OutgoingRecord> taken) {
        pending.arrived(taken);
        drain();
    }

    /** It counts as under way for the pause: whoever drains meanwhile would meet the same refusal again and again. */
    private void failed(PendingRecords.Taken<OutgoingRecord> taken, Throwable failure) {
        failures.increment();
        LOG.debugf("Could not send to %s, trying again: %s", topicName, failure);
        vertx.setTimer(PAUSE.toMillis(), ignored -> {
            pending.failed(taken);
            drain();
        });
    }
}
