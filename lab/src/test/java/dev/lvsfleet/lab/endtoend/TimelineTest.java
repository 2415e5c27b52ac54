package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lvsfleet.lab.endtoend.Timeline.Event;
import dev.lvsfleet.lab.endtoend.Timeline.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Test
    void aDirectorsEventsAreTakenInItsOwnOrderAndAnothersClockDoesNotMatter() {
        List<Event> events = List.of(
                event("director-2", "backup -> active: the Active gave the role up"),
                event("director-1", "active -> backup: the operator gave the role to a peer"));

        assertThat(Timeline.found(events, Told.role("director-1", "active"), Told.role("director-2", "backup")))
                .extracting(Event::director)
                .containsExactly("director-1", "director-2");
    }

    @Test
    void whatOneDirectorToldInAnotherOrderIsNotTheStory() {
        List<Event> events = List.of(
                event("director-2", "active -> backup: another has a higher priority"),
                event("director-2", "backup -> active: no Active was heard"));

        assertThat(Timeline.found(events, Told.role("director-2", "backup"), Told.role("director-2", "active")))
                .hasSize(1);
    }

    private static Event event(String message) {
        return event("director-2", message);
    }

    private static Event event(String director, String message) {
        return new Event(1, Instant.EPOCH, director, "role-changed", "vi-1", message);
    }
}
