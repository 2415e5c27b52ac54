package dev.lvsfleet.health.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {

    private final PendingRecords<HealthVerdict> pending = new PendingRecords<>(2, 2);

    @Test
    void onlyTheNewestOfAKeyWaits() {
        pending.add("a", verdict("a", Health.DOWN));
        pending.add("a", verdict("a", Health.UP));

        assertThat(pending.take().orElseThrow().content().health()).isEqualTo(Health.UP);
        assertThat(pending.take()).isEmpty();
    }

    @Test
    void aKeyUnderWayHoldsBackItsNextRecordAndNoOther() {
        pending.add("a", verdict("a", Health.DOWN));
        PendingRecords.Taken<HealthVerdict> first = pending.take().orElseThrow();
        pending.add("a", verdict("a", Health.UP));
        pending.add("b", verdict("b", Health.UP));

        assertThat(pending.take().orElseThrow().key()).isEqualTo("b");
        pending.arrived(first);
        assertThat(pending.take().orElseThrow().content().health()).isEqualTo(Health.UP);
    }

    @Test
    void aFailedRecordGoesAgainUnlessANewerOneHasCome() {
        pending.add("a", verdict("a", Health.DOWN));
        PendingRecords.Taken<HealthVerdict> taken = pending.take().orElseThrow();
        pending.failed(taken);
        PendingRecords.Taken<HealthVerdict> again = pending.take().orElseThrow();
        assertThat(again.content().health()).isEqualTo(Health.DOWN);

        pending.add("a", verdict("a", Health.UP));
        pending.failed(again);
        assertThat(pending.take().orElseThrow().content().health()).isEqualTo(Health.UP);
    }

    @Test
    void theOldestGoesWhenTooManyWait() {
        pending.add("a", verdict("a", Health.UP));
        pending.add("b", verdict("b", Health.UP));

        assertThat(pending.add("c", verdict("c", Health.UP)).map(HealthVerdict::target))
                .isEqualTo(Optional.of("a"));
        assertThat(pending.size()).isEqualTo(2);
    }

    private static HealthVerdict verdict(String target, Health health) {
        return new HealthVerdict(HealthVerdict.SCHEMA, target, health, Instant.EPOCH, "seen", "test");
    }
}
