package dev.lvsfleet.controlplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("integration")
class BusInboxIT {

    private static final TopicPartition PARTITION = new TopicPartition("lvs.lab.events.v1", 0);

    /** Returning normally would tell Kafka that the batch is stored. */
    @Test
    void aBatchThatStillWaitsForPostgresWhenTheProcessEndsIsNotAcknowledged() throws Exception {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:1/nobody");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        BusInbox inbox = new BusInbox(nobody, meters);
        ConsumerRecord<byte[], byte[]> event = new ConsumerRecord<>(PARTITION.topic(), 0, 0, new byte[0], new byte[0]);
        ConsumerRecords<byte[], byte[]> batch = new ConsumerRecords<>(Map.of(PARTITION, List.of(event)), Map.of());
        try (ExecutorService consumer = Executors.newSingleThreadExecutor()) {
            Future<?> storing = consumer.submit(() -> {
                inbox.store(batch, (connection, site, polled) -> {});
                return true;
            });
            await().until(() -> meters.counter("lvsfleet.inbox.retries").count() >= 2);
            assertThat(storing).isNotDone();

            inbox.onStop(new ShutdownEvent());

            assertThatThrownBy(() -> storing.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CancellationException.class);
        }
    }
}
