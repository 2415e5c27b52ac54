package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.health.judgement.Finding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptTest {

    @Test
    void aDeadlineThatFiresInTimeCountsAgainstTheTarget() {
        assertThat(Attempt.afterDeadline(Duration.ofMillis(250), "no answer within 3 s"))
                .isEqualTo(new Finding.Failed("no answer within 3 s"));
    }

    @Test
    void aDeadlineThatFiresLongAfterItWasDueCountsAgainstNobodyButThisProber() {
        assertThat(Attempt.afterDeadline(Duration.ofMillis(251), "no answer within 3 s"))
                .isEqualTo(new Finding.Blind("this prober stood still for 251 ms"));
    }
}
