package dev.lvsfleet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.contract.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One site's topics on a test's Kafka, as the control plane would make them. */
final class Bus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    final String site;
    final String bootstrap;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<HealthVerdict> verdicts = new ArrayList<>();
    private final List<String> tombstones = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    Bus(KafkaCluster kafka, String site) throws Exception {
        this.site = site;
        this.bootstrap = kafka.getBootstrapServers();
        Map<String, Object> settings = new HashMap<>(kafka.getKafkaClientConfiguration());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(Stream.of(Topic.values())
                            .map(topic -> new NewTopic(topic.at(site), topic.partitions(), (short) 1)
                                    .configs(Map.of(
                                            "cleanup.policy", topic.cleanUp().policy())))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        settings.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topic.VERDICTS, Topic.EVENTS)
                .flatMap(topic -> java.util.stream.IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.at(site), number)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void target(String key, ProbeTarget target) throws Exception {
        raw(key, ContractJson.encode(target));
    }

    void raw(String key, byte @org.jspecify.annotations.Nullable [] value) throws Exception {
        int partition = NodePartition.of(key, Topic.PROBE_TARGETS.partitions());
        producer.send(new ProducerRecord<>(Topic.PROBE_TARGETS.at(site), partition, key, value))
                .get(30, TimeUnit.SECONDS);
    }

    /** Waits until exactly these verdicts of the target have been sent, oldest first. */
    void awaitVerdicts(String target, Health... expected) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(verdicts(target))
                        .extracting(HealthVerdict::health)
                        .containsExactly(expected));
    }

    List<HealthVerdict> verdicts(String target) throws Exception {
        receive();
        return verdicts.stream()
                .filter(verdict -> verdict.target().equals(target))
                .toList();
    }

    /** The targets whose verdicts were taken back, oldest first. */
    List<String> tombstones() throws Exception {
        receive();
        return List.copyOf(tombstones);
    }

    List<String> events() throws Exception {
        receive();
        return List.copyOf(events);
    }

    private void receive() throws Exception {
        for (var message : consumer.poll(Duration.ofMillis(50))) {
            if (message.value() == null) {
                tombstones.add(message.key());
            } else if (message.topic().equals(Topic.VERDICTS.at(site))) {
                HealthVerdict verdict = ContractJson.decode(message.value(), HealthVerdict.class, HealthVerdict.SCHEMA);
                assertThat(message.partition())
                        .isEqualTo(NodePartition.of(verdict.target(), Topic.VERDICTS.partitions()));
                verdicts.add(verdict);
            } else {
                events.add(new String(message.value(), StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
