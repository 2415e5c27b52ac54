package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.controlplane.access.FleetKey;
import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Starts and stops the relay with the process. */
@Singleton
public class RelayShell {

    private static final int AFTER_TOPICS = 2_100;

    /** What an earlier leader handed to its producer is there or given up by then, even if it was slow to hand it over. */
    private static final Duration STRAGGLERS = BusClient.DELIVERY.plusSeconds(5);

    private final DataSource database;
    private final Map<String, Object> kafka;
    private final TopicGuard topics;
    private final BusWatch watch;
    private final FleetKey key;
    private final RelayMeters meters;
    private volatile @Nullable OutboxRelay relay;

    RelayShell(
            RelayDatabase database,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TopicGuard topics,
            BusWatch watch,
            FleetKey key,
            MeterRegistry registry) {
        this.database = database.source();
        this.kafka = kafka;
        this.topics = topics;
        this.watch = watch;
        this.key = key;
        this.meters = new RelayMeters(registry);
    }

    void onStart(@Observes @Priority(AFTER_TOPICS) StartupEvent started) {
        startRelay();
    }

    /** Another relay beside this process's own, for a test of what several do. */
    OutboxRelay newRelay() {
        DocumentSigner signer = new DocumentSigner(key.privateKey());
        BatchPublisher publisher = new BatchPublisher(
                () -> new BusClient(kafka, signer), topics, watch, meters, Clock.systemUTC(), STRAGGLERS);
        return new OutboxRelay(database, publisher, meters);
    }

    void startRelay() {
        OutboxRelay started = newRelay();
        relay = started;
        started.start();
    }

    @PreDestroy
    void stopRelay() {
        OutboxRelay running = relay;
        if (running != null) {
            relay = null;
            running.close();
        }
    }

    /** Whether the relay's thread runs, or is not meant to. */
    boolean isAlive() {
        OutboxRelay running = relay;
        return running == null || running.isAlive();
    }
}
