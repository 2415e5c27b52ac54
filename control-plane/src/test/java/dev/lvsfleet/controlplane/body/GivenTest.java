package dev.lvsfleet.controlplane.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivenTest {

    @Test
    void aTextIsRepeatedInQuotes() {
        assertThat(Given.was("icmp")).isEqualTo("was 'icmp'");
    }

    @Test
    void ofALongTextOnlyTheBeginningIs() {
        assertThat(Given.was("x".repeat(60))).isEqualTo("was '" + "x".repeat(60) + "'");
        assertThat(Given.was("🐧".repeat(61))).isEqualTo("was '" + "🐧".repeat(60) + "…'");
    }

    @Test
    void whatNoAnswerCanCarryIsReplaced() {
        assertThat(Given.was("a\ud800b\nc")).isEqualTo("was 'a\ufffdb\ufffdc'");
    }
}
