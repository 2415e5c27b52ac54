package dev.lvsfleet.health.verdict;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.health.HealthSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts that stand, as the directors hold them: this service's own topic, read from its beginning and followed.
 *
 * <p>So neither a restart nor a partition taken over from another instance judges a target anew. A consumer without a
 * group, on a thread of its own, that begins again after any failure. Thread-safe.
 */
@Singleton
public final class VerdictMemory {

    private static final Logger LOG = Logger.getLogger(VerdictMemory.class);

    /** How long the first target waits for the memory; then it is probed with its past presumed rather than not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;
    private final Optional<String> site;
    private final Map<String, Health> standing = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> caughtUp = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> waitedFor = new CompletableFuture<>();
    private final AtomicBoolean patience = new AtomicBoolean();
    private final CountDownLatch stopping = new CountDownLatch(1);

    VerdictMemory(@Identifier("default-kafka-broker") Map<String, Object> kafka, HealthSettings settings) {
        this.kafka = Map.copyOf(kafka);
        this.site = settings.site();
    }

    /**
     * Ends when the verdicts that stood at the start are known, or cannot be within the patience there is. It counts from
     * the first call, the first target: a broker that is away at the start keeps both waiting, and costs no patience.
     */
    public Uni<@Nullable Void> awaitRecalled() {
        if (patience.compareAndSet(false, true)) {
            waitedFor.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        return Uni.createFrom().completionStage(waitedFor);
    }

    /** Whether the verdicts that stood at the start are known. */
    boolean isRecalled() {
        return caughtUp.isDone();
    }

    /** Runs it, on any thread, when the verdicts that stood at the start are known, however late. */
    public void onRecalled(Runnable reaction) {
        var _ = caughtUp.thenRun(reaction);
    }

    Optional<Health> standing(String target) {
        return Optional.ofNullable(standing.get(target));
    }

    void learn(String target, Health health) {
        standing.put(target, health);
    }

    void forget(String target) {
        standing.remove(target);
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        var _ = caughtUp.thenRun(() -> waitedFor.complete(null));
        Thread.ofPlatform().name("verdict-memory").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void run() {
        try {
            do {
                try (Consumer<byte[], byte @Nullable []> consumer = new KafkaConsumer<>(settings())) {
                    follow(consumer);
                } catch (RuntimeException e) {
                    // Kafka's own are expected; whatever else comes must not end the memory for the life of the
                    // process.
                    LOG.warnf("The verdicts cannot be read, trying again: %s", e);
                }
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Consumer<byte[], byte @Nullable []> consumer) {
        String topic = Topic.VERDICTS.at(site.orElseThrow());
        if (consumer.partitionsFor(topic).isEmpty()) {
            caughtUp.complete(null);
            return;
        }
        List<TopicPartition> partitions = IntStream.range(0, Topic.VERDICTS.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (stopping.getCount() > 0) {
            consumer.poll(POLL).forEach(this::learn);
            if (!caughtUp.isDone()
                    && partitions.stream().allMatch(one -> consumer.position(one) >= ends.getOrDefault(one, 0L))) {
                LOG.infof("%d verdicts stand", standing.size());
                caughtUp.complete(null);
            }
        }
    }

    private void learn(ConsumerRecord<byte[], byte @Nullable []> message) {
        byte[] value = message.value();
        try {
            if (value == null) {
                standing.remove(new String(message.key(), StandardCharsets.UTF_8));
            } else {
                HealthVerdict verdict = ContractJson.decode(value, HealthVerdict.class, HealthVerdict.SCHEMA);
                standing.put(verdict.target(), verdict.health());
            }
        } catch (MalformedRecordException | RuntimeException e) {
            LOG.warnf(
                    "Skipped offset %d of %s-%d: %s",
                    message.offset(), message.topic(), message.partition(), e.getMessage());
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        return settings;
    }
}
