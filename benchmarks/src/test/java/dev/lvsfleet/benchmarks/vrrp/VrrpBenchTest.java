package dev.lvsfleet.benchmarks.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VrrpBenchTest {

    @Test
    void withoutANameAllRunButTheComparisonOfFlags() {
        assertThat(VrrpBench.rows(List.of("--quick")))
                .containsExactly(Row.TAKEOVER, Row.STOP, Row.MANY, Row.CPU, Row.GAP);
    }

    @Test
    void aPartCanBeNamed() {
        assertThat(VrrpBench.rows(List.of("--only", "many", "--quick"))).containsExactly(Row.MANY);
        assertThat(VrrpBench.rows(List.of("--only", "jvm"))).containsExactly(Row.JVM);
    }

    @Test
    void whatThereIsNotIsRefused() {
        assertThatThrownBy(() -> VrrpBench.rows(List.of("--only", "coffee"))).hasMessageContaining("takeover, stop");
        assertThatThrownBy(() -> VrrpBench.rows(List.of("--fast"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRatioToNothingIsNone() {
        assertThat(Scene.ratio(3, 2)).isEqualTo("1.50");
        assertThat(Scene.ratio(3, 0)).isEqualTo("-");
    }
}
