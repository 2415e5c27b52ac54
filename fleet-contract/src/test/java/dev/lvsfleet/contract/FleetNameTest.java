package dev.lvsfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "lab", "director-1", "a--b", "0-0"})
    void aLabelOfAHostNameIsAccepted(String name) {
        assertThat(FleetName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-a", "a-", "Lab", "a.b", "a_b", "a/b", "a b", "é", "lab\n"})
    void whatWouldBreakATopicAKeyOrAPathIsNot(String name) {
        assertThat(FleetName.isValid(name)).isFalse();
    }

    @Test
    void aNameHasAtMost63Characters() {
        assertThat(FleetName.isValid("a".repeat(63))).isTrue();
        assertThat(FleetName.isValid("a".repeat(64))).isFalse();
    }
}
