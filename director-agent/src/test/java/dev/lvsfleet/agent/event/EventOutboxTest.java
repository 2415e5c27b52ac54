package dev.lvsfleet.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.MalformedRecordException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class EventOutboxTest {

    private final List<byte[]> sent = new ArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();

    @Test
    void aStrangersLongTextIsCutSoThatTheBusTakesIt() throws MalformedRecordException {
        FleetEvent event = told("s".repeat(1_300_000), "m".repeat(1_300_000));

        assertThat(event.subject()).isEqualTo("s".repeat(EventOutbox.LONGEST_TEXT - 1) + "…");
        assertThat(event.message()).isEqualTo("m".repeat(EventOutbox.LONGEST_TEXT - 1) + "…");
        assertThat(told("s", "m".repeat(EventOutbox.LONGEST_TEXT)).message())
                .isEqualTo("m".repeat(EventOutbox.LONGEST_TEXT));
    }

    @Test
    void halfOfASurrogatePairIsNoReasonToSayNothing() throws MalformedRecordException {
        assertThat(told("half: \ud83d", "m").subject()).isEqualTo("half: ?");
        assertThat(told("s", "\ud83d\ude00".repeat(EventOutbox.LONGEST_TEXT)).message())
                .startsWith("\ud83d\ude00")
                .endsWith("?…");
    }

    @Test
    void anEventThatCanNeverBeSentIsCounted() {
        EventOutbox outbox = new EventOutbox(
                "director-1",
                InstantSource.system(),
                _ -> CompletableFuture.failedFuture(new RecordTooLargeException("too large")),
                dropped::incrementAndGet);

        outbox.tell(new Notice(Kind.RECORD_PARKED, Severity.ERROR, "s", "m"));

        assertThat(dropped).hasValue(1);
    }

    private FleetEvent told(String subject, String message) throws MalformedRecordException {
        EventOutbox outbox = new EventOutbox(
                "director-1",
                InstantSource.system(),
                content -> {
                    sent.add(content);
                    return CompletableFuture.completedFuture(null);
                },
                dropped::incrementAndGet);
        outbox.tell(new Notice(Kind.RECORD_PARKED, Severity.ERROR, subject, message));
        return ContractJson.decode(sent.getLast(), FleetEvent.class, FleetEvent.SCHEMA);
    }
}
