package dev.lvsfleet.controlplane.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "6s,PT6S", "2m,PT2M", "60s,PT1M", "1h,PT1H", "0s,PT0S", "0h,PT0S"})
    void readsAmountAndUnit(String text, Duration duration) {
        assertThat(DurationText.parse(text)).hasValue(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "6 s", "-6s", "1.5s", "PT6S", "6d", "6H", "99999999s"})
    void refusesEverythingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S,500ms", "PT6S,6s", "PT2M,2m", "PT60S,1m", "PT90S,90s", "PT60M,1h", "PT90M,90m", "PT0S,0ms"})
    void writesTheLargestUnitThatDividesIt(Duration duration, String text) {
        assertThat(DurationText.format(duration)).isEqualTo(text);
    }

    @Test
    void theBoundsBelongToTheRange() {
        FieldReader.Parser<Duration> parser = DurationText.between(Duration.ofMillis(100), Duration.ofHours(1));
        assertThat(parser.parse("100ms")).isEqualTo(Duration.ofMillis(100));
        assertThat(parser.parse("60m")).isEqualTo(Duration.ofHours(1));
        assertThat(parser.parse("1h")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whoIsRefusedIsToldTheRangeAndWhatWasSent() {
        FieldReader.Parser<Duration> parser = DurationText.between(Duration.ofMillis(100), Duration.ofHours(1));
        assertThatThrownBy(() -> parser.parse("99ms")).hasMessage("Must be from 100ms to 1h, was '99ms'.");
        assertThatThrownBy(() -> parser.parse("1 hour"))
                .hasMessage("Must be a duration from 100ms to 1h, like 500ms, 6s, 2m or 1h, was '1 hour'.");
        assertThatThrownBy(() -> parser.parse("6".repeat(100))).hasMessageContaining("was '" + "6".repeat(60) + "…'");
    }
}
