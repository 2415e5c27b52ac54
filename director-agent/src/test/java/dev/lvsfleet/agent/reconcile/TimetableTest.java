package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long START = Long.MAX_VALUE - 5; // nanoTime may wrap around

    @Test
    void theFirstPassIsDueAtOnce() {
        assertThat(Timetable.starting(INTERVAL, START).isDue(START)).isTrue();
    }

    @Test
    void aSuccessThatWasDuePutsTheNextOneOffByTheInterval() {
        Timetable next = Timetable.starting(INTERVAL, START).succeeded(true, START);

        assertThat(next.dueTick()).isEqualTo(START + INTERVAL.toNanos());
        assertThat(next.isRetrying()).isFalse();
    }

    @Test
    void aSuccessInBetweenPutsNothingOff() {
        Timetable waiting = Timetable.starting(INTERVAL, START).succeeded(true, START);

        assertThat(waiting.succeeded(false, START + 1).dueTick()).isEqualTo(waiting.dueTick());
    }

    @Test
    void whatKeepsFailingIsTriedAgainAfterWaitsThatDoubleUpToTheInterval() {
        Timetable timetable = Timetable.starting(INTERVAL, START);
        long now = START;
        for (long millis : new long[] {250, 500, 1000, 1000, 1000}) {
            timetable = timetable.failed(true, now);
            assertThat(timetable.dueTick() - now)
                    .isEqualTo(Duration.ofMillis(millis).toNanos());
            assertThat(timetable.isRetrying()).isTrue();
            now = timetable.dueTick();
        }
    }

    @Test
    void aFailureInBetweenNeverPutsTheNextOneOff() {
        Timetable soon = Timetable.starting(INTERVAL, START).failed(true, START);

        assertThat(soon.failed(false, START + 1).dueTick()).isEqualTo(soon.dueTick());
    }
}
