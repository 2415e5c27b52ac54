package dev.lvsfleet.agent.parked;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Puts aside a record that was not understood and says so, once, so that the next one can be processed. Thread-safe. */
@Singleton
public final class RecordPark {

    private final ParkedRecordStore store;
    private final EventOutbox events;
    private final Counter parked;

    public RecordPark(ParkedRecordStore store, EventOutbox events, MeterRegistry registry) {
        this.store = store;
        this.events = events;
        this.parked = registry.counter("lvsfleet.agent.records.parked");
    }

    public void park(ConsumerRecord<byte[], byte[]> unread, @Nullable String reason) {
        String where = unread.topic() + ", partition " + unread.partition() + ", offset " + unread.offset();
        byte[] content = unread.value() == null ? new byte[0] : unread.value();
        try {
            if (!store.park(unread.topic(), unread.partition(), unread.offset(), content)) {
                return;
            }
            tell(unread.topic(), where + ": " + reason + "; the record is parked");
        } catch (IOException e) {
            tell(unread.topic(), where + ": " + reason + "; the record is skipped, and could not be parked: " + e);
        }
        parked.increment();
    }

    private void tell(String topic, String message) {
        events.tell(new Notice(Kind.RECORD_PARKED, Severity.ERROR, topic, message));
    }
}
