package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends records and waits until every replica that must has them. One thread may send while another closes it. */
final class BusClient implements AutoCloseable {

    /** Thrown when Kafka did not take everything in time; what it did take may be sent again. */
    static final class BusException extends Exception {
        private static final long serialVersionUID = 1L;

        BusException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** After this Kafka has a record, or its sender has given it up. */
    static final Duration DELIVERY = Duration.ofSeconds(10);

    private static final int DELIVERY_MS = Math.toIntExact(DELIVERY.toMillis());

    private final Map<String, Object> settings;
    private final DocumentSigner signer;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private boolean closed;

    BusClient(Map<String, Object> kafka, DocumentSigner signer) {
        settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "outbox-relay");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicGuard.MAX_RECORD_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        this.signer = signer;
    }

    /** Returns when Kafka has acknowledged all of them. */
    void send(List<OutgoingRecord> records) throws BusException, InterruptedException {
        List<Future<?>> acknowledgements = new ArrayList<>();
        try {
            for (OutgoingRecord outgoing : records) {
                acknowledgements.add(producer().send(wire(outgoing)));
            }
            for (Future<?> acknowledgement : acknowledgements) {
                acknowledgement.get(DELIVERY_MS + 1_000L, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            drop();
            Throwable reason = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new BusException("Kafka did not take " + records.size() + " records: " + reason.getMessage(), e);
        }
    }

    private ProducerRecord<String, byte[]> wire(OutgoingRecord outgoing) {
        int partition = NodePartition.of(outgoing.key(), outgoing.topic().partitions());
        byte[] bytes = outgoing.content() == null ? null : ContractJson.encode(outgoing.content());
        ProducerRecord<String, byte[]> wire =
                new ProducerRecord<>(outgoing.topic().at(outgoing.site()), partition, outgoing.key(), bytes);
        if (bytes != null && outgoing.topic() == Topic.DESIRED_STATE) {
            wire.headers().add(DocumentSigner.HEADER, signer.sign(bytes));
        }
        return wire;
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        if (closed) {
            throw new KafkaException("the relay stops");
        }
        KafkaProducer<String, byte[]> current = producer;
        if (current == null) {
            current = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    /** Drops the producer with what it still holds; the next send makes another. */
    private synchronized void drop() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    /** Drops the producer for good. */
    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }
}
