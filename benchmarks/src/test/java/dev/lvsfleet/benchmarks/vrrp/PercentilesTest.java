package dev.lvsfleet.benchmarks.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void aPercentileIsTheSmallestThatSoManyDoNotExceed() {
        Percentiles hundred = Percentiles.of(
                LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).toArray());
        assertThat(hundred.millis(50)).isEqualTo(50);
        assertThat(hundred.millis(99)).isEqualTo(99);
        assertThat(hundred.millis(99.9)).isEqualTo(100);
        assertThat(hundred.mostMillis()).isEqualTo(100);
    }

    @Test
    void theOrderOfMeasuringIsOfNoMatter() {
        assertThat(Percentiles.of(3_000_000, 1_000_000, 2_000_000).millis(50)).isEqualTo(2);
    }

    @Test
    void ofFewerThanAHundredTheNinetyNinthIsTheLongest() {
        assertThat(Percentiles.of(1_000_000, 5_000_000).millis(99)).isEqualTo(5);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThatThrownBy(() -> Percentiles.of().millis(50)).isInstanceOf(IllegalStateException.class);
    }
}
