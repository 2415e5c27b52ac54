package dev.lvsfleet.agent.verdict;

import static dev.lvsfleet.agent.testing.Documents.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.parked.ParkedRecordStore;
import dev.lvsfleet.agent.parked.RecordPark;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictInboxTest {

    @TempDir
    Path directory;

    private final VerdictBoard board = new VerdictBoard();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger rung = new AtomicInteger();

    @Test
    void aVerdictUnderItsTargetCountsUntilItsTombstone() {
        VerdictInbox inbox = inbox();

        inbox.take(polled("t-132", down()));
        assertThat(board.snapshot().isDown("t-132")).isTrue();

        inbox.take(polled("t-132", null));
        assertThat(board.snapshot().isDown("t-132")).isFalse();
        assertThat(rung).hasValue(2);
    }

    @Test
    void aVerdictUnderAnotherKeyIsParkedAndCondemnsNobody() {
        inbox().take(polled("wrong-key", down()));

        assertThat(board.snapshot().isDown("t-132")).isFalse();
        assertThat(rung).hasValue(0);
        assertThat(directory.resolve("parked")).isNotEmptyDirectory();
    }

    @Test
    void aTargetThatIsLongerThanAnyRealOneIsParkedAndItsTextIsNotPassedOn() {
        String target = "t".repeat(1_300_000);
        HealthVerdict verdict =
                new HealthVerdict(HealthVerdict.SCHEMA, target, Health.DOWN, Documents.NOON, "a stranger", "nowhere");

        inbox().take(polled(target, ContractJson.encode(verdict)));

        assertThat(board.snapshot()).isEqualTo(Verdicts.NONE);
        assertThat(directory.resolve("parked")).isNotEmptyDirectory();
        assertThat(told)
                .singleElement()
                .asString()
                .contains("1300000 characters")
                .hasSizeLessThan(500);
    }

    @Test
    void aLargeVerdictUnderAWrongKeyMakesAnEventThatTheBusTakes() {
        HealthVerdict verdict = new HealthVerdict(
                HealthVerdict.SCHEMA, "t".repeat(1_300_000), Health.DOWN, Documents.NOON, "a stranger", "nowhere");

        inbox().take(polled("wrong-key", ContractJson.encode(verdict)));

        assertThat(told).singleElement().asString().contains("record-parked").hasSizeLessThan(2_000);
    }

    private VerdictInbox inbox() {
        EventOutbox events = new EventOutbox(
                "director-1",
                InstantSource.system(),
                content -> {
                    told.add(new String(content, StandardCharsets.UTF_8));
                    return CompletableFuture.completedFuture(null);
                },
                () -> {});
        RecordPark park = new RecordPark(new ParkedRecordStore(directory), events, new SimpleMeterRegistry());
        return new VerdictInbox(board, rung::incrementAndGet, park);
    }

    private static byte[] down() {
        return ContractJson.encode(verdict(132, Health.DOWN));
    }

    private static ConsumerRecord<byte[], byte[]> polled(String key, byte @Nullable [] value) {
        return new ConsumerRecord<>("lvs.lab.verdicts.v1", 0, 7, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
