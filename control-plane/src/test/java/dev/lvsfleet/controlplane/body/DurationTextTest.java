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
    @CsvSource({"500ms,PT0.5S", "6s,PT6S", "2m,PT2M", "60s,PT1M", "0s,PT0S"})
    void readsAmountAndUnit(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "6 s", "-6s", "1.5s", "PT6S", "6h", "99999999s"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500ms");
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S,500ms", "PT6S,6s", "PT2M,2m", "PT90S,90s", "PT0S,0m"})
    void writesTheShortestText(Duration duration, String text) {
        assertThat(DurationText.format(duration)).isEqualTo(text);
    }

    @Test
    void theBoundsBelongToTheRange() {
        FieldReader.Parser<Duration> parser = DurationText.between(Duration.ofMillis(100), Duration.ofHours(1));
        assertThat(parser.parse("100ms")).isEqualTo(Duration.ofMillis(100));
        assertThat(parser.parse("60m")).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> parser.parse("99ms")).hasMessage("Must be from 100ms to 60m.");
    }
}
