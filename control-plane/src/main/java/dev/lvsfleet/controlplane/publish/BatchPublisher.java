package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes one batch of the outbox: read in one snapshot, sent, acknowledged, and only then deleted, so that a crash
 * anywhere in between sends it again. Used by the relay's thread alone.
 */
final class BatchPublisher implements AutoCloseable {

    private final BusClient bus;
    private final TopicGuard topics;
    private final BusWatch watch;
    private final RelayMeters meters;
    private final Consumer<String> fatal;
    private final Clock clock;

    BatchPublisher(
            BusClient bus, TopicGuard topics, BusWatch watch, RelayMeters meters, Consumer<String> fatal, Clock clock) {
        this.bus = bus;
        this.topics = topics;
        this.watch = watch;
        this.meters = meters;
        this.fatal = fatal;
        this.clock = clock;
    }

    /** How many entries it took from the store; the caller commits. */
    int publish(OutboxStore store) throws SQLException, InterruptedException, BusClient.BusException {
        List<OutboxEntry> entries = store.waiting();
        meters.waiting(entries.size(), entries.isEmpty() ? Duration.ZERO : age(entries.getFirst()));
        if (entries.isEmpty()) {
            return 0;
        }
        ensureTopics(entries);
        List<OutgoingRecord> records = Publication.of(entries, store);
        bus.send(records);
        watch.answered();
        meters.published(records.size());
        entries.forEach(entry -> meters.latency(age(entry)));
        store.forget(entries);
        meters.waiting(0, Duration.ZERO);
        return entries.size();
    }

    /** A send to a topic that is not there would let the broker make it with whatever partitions it likes. */
    private void ensureTopics(List<OutboxEntry> entries) throws BusClient.BusException {
        for (String site : entries.stream().map(OutboxEntry::site).distinct().toList()) {
            switch (topics.tryEnsure(site)) {
                case TopicGuard.Ready() -> {}
                case TopicGuard.Unreachable(String reason) ->
                    throw new BusClient.BusException("Kafka does not answer: " + reason, null);
                case TopicGuard.Wrong(String sentence) -> {
                    fatal.accept(sentence);
                    throw new BusClient.BusException(sentence, null);
                }
            }
        }
    }

    private Duration age(OutboxEntry entry) {
        Duration age = Duration.between(entry.createdAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    @Override
    public void close() {
        bus.close();
    }
}
