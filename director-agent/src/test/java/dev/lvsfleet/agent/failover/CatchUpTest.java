package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final long BEGIN = Long.MAX_VALUE - 1_000_000; // ticks wrap
    private final CatchUp catchUp = new CatchUp(BEGIN);

    @Test
    void thePastHasBeenReadWhenNothingHasComeForAWhile() {
        catchUp.heard(6, at(1_000));
        catchUp.heard(7, at(1_200));

        assertThat(catchUp.isOver(7, at(1_449))).isFalse();
        assertThat(catchUp.isOver(7, at(1_450))).isTrue();
    }

    @Test
    void whatHasComeMustBeObeyedToo() {
        catchUp.heard(8, at(1_000));

        assertThat(catchUp.isOver(7, at(2_000))).isFalse();
        assertThat(catchUp.isOver(8, at(2_001))).isTrue();
    }

    @Test
    void withoutTheBusWhatIsRememberedServesAfterTenSeconds() {
        assertThat(catchUp.isOver(7, at(9_999))).isFalse();
        assertThat(catchUp.isOver(7, at(10_000))).isTrue();
    }

    @Test
    void itDoesNotBeginAnew() {
        catchUp.heard(7, at(1_000));
        assertThat(catchUp.isOver(7, at(1_250))).isTrue();

        catchUp.heard(8, at(1_300));

        assertThat(catchUp.isOver(7, at(1_301))).isTrue();
    }

    private static long at(long millis) {
        return BEGIN + Duration.ofMillis(millis).toNanos();
    }
}
