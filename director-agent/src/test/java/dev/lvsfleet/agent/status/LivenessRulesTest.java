package dev.lvsfleet.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivenessRulesTest {

    @Test
    void oneLoopThatIsStuckIsEnough() {
        long now = Duration.ofSeconds(20).toNanos();
        Duration second = Duration.ofSeconds(1);

        assertThat(LivenessRules.allLive(LivenessRules.ages(Map.of("baseline", now, "reconcile", now), now), second))
                .isTrue();
        assertThat(LivenessRules.allLive(LivenessRules.ages(Map.of("baseline", 0L, "reconcile", now), now), second))
                .isFalse();
    }
}
