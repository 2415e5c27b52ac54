package dev.lvsfleet.agent.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepairPaceTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Set<String> VIP = Set.of("put the address");

    @Test
    void theSameRepairAgainWaitsTwiceAsLongUpToTheIntervalAndEachStepIsTold() {
        RepairPace<String> pace = RepairPace.<String>starting(INTERVAL, 0).after(VIP, 0);
        for (long millis : new long[] {200, 400, 800, 1000}) {
            pace = pace.after(VIP, 0);
            assertThat(pace.wait()).isEqualTo(Duration.ofMillis(millis));
            assertThat(pace.news()).isTrue();
        }
        assertThat(pace.after(VIP, 0).news()).isFalse();
    }

    @Test
    void aQuietIntervalBeginsAnew() {
        RepairPace<String> pace =
                RepairPace.<String>starting(INTERVAL, 0).after(VIP, 0).after(VIP, 0);

        assertThat(pace.after(Set.of(), INTERVAL.toNanos() - 1).wait()).isEqualTo(Duration.ofMillis(200));
        assertThat(pace.after(Set.of(), INTERVAL.toNanos()).wait()).isEqualTo(Duration.ofMillis(100));
    }
}
