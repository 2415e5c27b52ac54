package dev.lvsfleet.agent.desired;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.parked.RecordPark;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.signature.DocumentSigner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes this node's documents off its own partition, from the beginning on, and has each judged; what is accepted goes to
 * the reconcile loop, what is not is told to the fleet. A tombstone changes nothing: a node that nobody describes any more
 * goes on serving until somebody takes it down.
 */
@Singleton
public final class DesiredStateInbox {

    private final AdmissionRules.Recipient recipient;
    private final DocumentSink sink;
    private final RecordPark park;
    private final EventOutbox events;
    private final Counter refused;
    private final InstantSource clock;
    private final byte[] key;
    private AdmissionRules.Known known;

    DesiredStateInbox(
            AdmissionRules.Recipient recipient,
            AdmissionRules.Known atStart,
            DocumentSink sink,
            RecordPark park,
            EventOutbox events,
            MeterRegistry registry,
            InstantSource clock) {
        this.recipient = recipient;
        this.known = atStart;
        this.sink = sink;
        this.park = park;
        this.events = events;
        this.refused = registry.counter("lvsfleet.agent.documents.refused");
        this.clock = clock;
        this.key = recipient.node().getBytes(StandardCharsets.UTF_8);
    }

    /** One record at a time, in order, off the event loop: checking a signature and parsing take milliseconds. */
    @Incoming("desired-state")
    @Blocking
    synchronized void take(ConsumerRecord<byte[], byte[]> incoming) {
        long tick = System.nanoTime();
        Instant receivedAt = clock.instant();
        if (incoming.value() == null || isAnothers(incoming)) {
            return;
        }
        SignedDocument document = new SignedDocument(incoming.value(), signature(incoming));
        switch (AdmissionRules.judge(recipient, known, document)) {
            case Admission.Accepted(var state) -> {
                AcceptedDocument accepted = new AcceptedDocument(state, document, receivedAt, tick);
                known = new AdmissionRules.Known(Optional.of(accepted), state.revision());
                sink.document(accepted);
            }
            case Admission.Repeated _ -> shown(known.revision());
            case Admission.History(long revision) -> shown(revision);
            case Admission.Refused(String reason) -> refuse(reason);
            case Admission.Unreadable(String reason) -> park.park(incoming, reason);
        }
    }

    private void shown(long revision) {
        known = known.seen(revision);
        sink.shown(revision);
    }

    /** Several nodes share a partition; a record without a key is nobody's, and looked at. */
    private boolean isAnothers(ConsumerRecord<byte[], byte[]> incoming) {
        return incoming.key() != null && !Arrays.equals(incoming.key(), key);
    }

    private void refuse(String reason) {
        refused.increment();
        events.tell(new Notice(
                Kind.DOCUMENT_REFUSED,
                Severity.ERROR,
                recipient.node(),
                "A document was refused: " + reason + "; revision " + known.revision() + " stays in force"));
        sink.refused(reason);
    }

    private static byte[] signature(ConsumerRecord<byte[], byte[]> incoming) {
        Header header = incoming.headers().lastHeader(DocumentSigner.HEADER);
        return header == null || header.value() == null ? new byte[0] : header.value();
    }
}
