package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.IpvsTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadingPaceTest {

    private static final long BEGIN = Long.MAX_VALUE - 5; // ticks may overflow

    @Test
    void aSmallTableIsReadWheneverTheLoopLooks() {
        assertThat(isDue(Tables.of(100, 9), Duration.ofSeconds(1), Duration.ZERO))
                .isTrue();
        assertThat(isDue(Tables.of(100, 10), Duration.ofSeconds(1), Duration.ZERO))
                .isFalse();
    }

    @Test
    void readingALargeTableTakesAHundredthOfTheTime() {
        assertThat(isDue(Tables.of(100, 10), Duration.ofMillis(300), Duration.ofMillis(29_999)))
                .isFalse();
        assertThat(isDue(Tables.of(100, 10), Duration.ofMillis(300), Duration.ofSeconds(30)))
                .isTrue();
    }

    @Test
    void everythingIsReadOnceAMinuteWhateverItTakes() {
        assertThat(isDue(Tables.of(100, 10), Duration.ofSeconds(20), Duration.ofSeconds(59)))
                .isFalse();
        assertThat(isDue(Tables.of(100, 10), Duration.ofSeconds(20), Duration.ofMinutes(1)))
                .isTrue();
    }

    private static boolean isDue(IpvsTable table, Duration cost, Duration since) {
        return new ReadingPace(BEGIN, cost).isDue(table, BEGIN + since.toNanos());
    }
}
