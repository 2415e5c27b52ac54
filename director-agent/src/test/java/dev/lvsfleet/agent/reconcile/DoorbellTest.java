package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoorbellTest {

    private static final long INSTANTLY = 0;

    @Test
    void aPauseInTheHistoryIsNotTheEndOfTheBus() throws InterruptedException {
        Doorbell bell = new Doorbell(Duration.ofHours(1));
        long now = System.nanoTime();

        bell.shown(5, now - Duration.ofMinutes(59).toNanos());

        assertThat(bell.await(now + INSTANTLY).shown()).isEmpty();
    }

    @Test
    void whatTheBusShowedLastIsSaidOnceItHasSettled() throws InterruptedException {
        Doorbell bell = new Doorbell(Duration.ofHours(1));
        long now = System.nanoTime();

        bell.shown(5, now - Duration.ofMinutes(61).toNanos());

        assertThat(bell.await(now + Duration.ofMinutes(1).toNanos()).shown()).hasValue(5);
        assertThat(bell.await(now + INSTANTLY).shown()).isEmpty();
    }

    @Test
    void aNewerDocumentOutdatesTheRefusalBeforeItAndNotTheOneAfterIt() throws InterruptedException {
        Doorbell bell = new Doorbell(Duration.ofHours(1));
        long now = System.nanoTime();

        bell.refused("before");
        bell.document(accepted(state(8)), now);
        assertThat(bell.await(now + INSTANTLY).refusal()).isEmpty();

        bell.refused("after");
        assertThat(bell.await(now + Duration.ofMinutes(1).toNanos()).refusal()).hasValue("after");
    }
}
