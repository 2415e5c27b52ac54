package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lvsfleet.lab.endtoend.Timeline.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is read out of an agent's words, which {@code FailoverNoticeRules} makes. */
class TimelineTest {

    @Test
    void aTakeoverTellsHowLongItTook() {
        Event event = event("backup -> active: no Active was heard; 3650 ms since the former Active's last word");

        assertThat(event.gap()).isEqualTo(Duration.ofMillis(3_650));
    }

    @Test
    void anEventWithoutAMeasureIsNoneThatTookNoTime() {
        Event event = event("backup -> active: no Active was heard");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(event::gap)
                .withMessageContaining("no Active was heard");
    }

    private static Event event(String message) {
        return new Event(1, Instant.EPOCH, "director-2", "role-changed", "vi-1", message);
    }
}
