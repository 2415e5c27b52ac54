package dev.lvsfleet.lab.bench;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.lab.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads along what crosses the bus from now on: the documents of one node and its reports. For one thread. */
final class BusReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String node;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String documents;
    private final TreeMap<Long, Sent> sent = new TreeMap<>();
    private final TreeMap<Long, ApplyReport> reports = new TreeMap<>();

    BusReader(String bootstrap, String site, String node) {
        this.node = node;
        this.documents = Topic.DESIRED_STATE.at(site);
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(Topic.DESIRED_STATE, Topic.APPLY_REPORTS)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.add(new TopicPartition(topic.at(site), partition));
            }
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // a seek is lazy: without this, what is sent next could be skipped
    }

    /** A document's way to the bus: when its revision was taken and when it was handed to Kafka, by the same clock. */
    record Sent(Instant revised, Instant sent) {}

    /** A change's whole way: the document that carried it, which may carry later ones too, and the report on it. */
    record Way(Sent document, ApplyReport report) {}

    /**
     * Waits until the node has reported this revision or a newer one.
     *
     * @throws LabException when it has not within the limit
     */
    Way await(long revision, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            var report = reports.ceilingEntry(revision);
            var document = report == null ? null : sent.get(report.getKey());
            if (report != null && document != null) {
                return new Way(document, report.getValue());
            }
            consumer.poll(POLL).forEach(this::take);
        }
        throw new LabException(node + " has not reported revision " + revision + " within " + limit.toSeconds() + " s");
    }

    private void take(ConsumerRecord<byte[], byte[]> received) {
        try {
            if (received.topic().equals(documents)) {
                DesiredState document = ContractJson.decode(received.value(), DesiredState.class, DesiredState.SCHEMA);
                if (document.node().equals(node)) {
                    sent.put(
                            document.revision(),
                            new Sent(document.revisedAt(), Instant.ofEpochMilli(received.timestamp())));
                }
            } else {
                ApplyReport report = ContractJson.decode(received.value(), ApplyReport.class, ApplyReport.SCHEMA);
                if (report.node().equals(node)) {
                    reports.putIfAbsent(report.revision(), report);
                }
            }
        } catch (MalformedRecordException e) {
            throw new LabException("Not understood on the bus: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
