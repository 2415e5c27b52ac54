package dev.lvsfleet.agent.listening;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Looks at a consumer of assigned partitions and changes nothing. Used on the thread that polls the consumer, between polls. */
final class ConsumerShell {

    private final Consumer<?, ?> consumer;

    ConsumerShell(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Where it stands in each partition of which that is known; nowhere while it has no connection to a broker. */
    Map<TopicPartition, Place> places() {
        if (!isConnected()) {
            return Map.of();
        }
        Set<TopicPartition> paused = consumer.paused();
        Map<TopicPartition, Place> places = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            place(partition, paused).ifPresent(it -> places.put(partition, it));
        }
        return places;
    }

    /** As its own metrics say; one that has no such metric is taken at its places. */
    private boolean isConnected() {
        return consumer.metrics().entrySet().stream()
                .filter(it -> it.getKey().name().equals("connection-count"))
                .map(it -> it.getValue().metricValue())
                .allMatch(it -> it instanceof Number connections && connections.doubleValue() > 0);
    }

    private Optional<Place> place(TopicPartition partition, Set<TopicPartition> paused) {
        try {
            long offset = consumer.position(partition, Duration.ZERO);
            return Optional.of(new Place(offset, consumer.currentLag(partition).orElse(0), paused.contains(partition)));
        } catch (TimeoutException e) {
            return Optional.empty(); // the broker has not said where the partition begins
        }
    }
}
