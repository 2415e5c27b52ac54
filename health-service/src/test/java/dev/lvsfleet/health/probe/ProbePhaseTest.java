package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbePhaseTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @Test
    void aTargetHasTheSamePhaseAtEveryStart() {
        assertThat(ProbePhase.of("nginx-1", INTERVAL)).isEqualTo(ProbePhase.of("nginx-1", INTERVAL));
    }

    @Test
    void aTargetNeverJudgedIsAskedWithinASecondHoweverLongTheIntervalAndThousandsAreSpreadOverIt() {
        int[] perTenth = new int[10];
        for (int i = 0; i < 10_000; i++) {
            perTenth[(int) (ProbePhase.soon("target-" + i, Duration.ofHours(1)).toMillis() / 100)]++;
        }

        assertThat(IntStream.of(perTenth).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1200));
    }

    @Test
    void aShorterIntervalBoundsTheFirstWaitToo() {
        Duration interval = Duration.ofMillis(100);

        assertThat(ProbePhase.soon("nginx-1", interval)).isEqualTo(ProbePhase.of("nginx-1", interval));
    }

    @Test
    void tenThousandTargetsAreSpreadEvenlyOverTheInterval() {
        int[] perSecond = new int[10];
        for (int i = 0; i < 10_000; i++) {
            perSecond[(int) ProbePhase.of("target-" + i, INTERVAL).toSeconds()]++;
        }

        assertThat(IntStream.of(perSecond).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1200));
    }
}
