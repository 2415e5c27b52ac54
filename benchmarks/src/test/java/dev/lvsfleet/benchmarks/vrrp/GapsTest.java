package dev.lvsfleet.benchmarks.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GapsTest {

    @Test
    void theLongestTimeBetweenTwoAnswersCounts() {
        assertThat(Gaps.longest(5, 10, 40, 45)).isEqualTo(30);
    }

    @Test
    void oneAnswerHasNoGap() {
        assertThatThrownBy(() -> Gaps.longest(5)).isInstanceOf(IllegalArgumentException.class);
    }
}
