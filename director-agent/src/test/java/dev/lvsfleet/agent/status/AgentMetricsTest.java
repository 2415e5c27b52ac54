package dev.lvsfleet.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.baseline.Preparation;
import dev.lvsfleet.agent.baseline.PreparationListener;
import dev.lvsfleet.agent.status.AgentMetrics.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AgentMetrics metrics = new AgentMetrics(registry);

    private static Preparation prepared(long passedTick) {
        return new Preparation(
                Optional.of(Instant.EPOCH),
                passedTick,
                7,
                List.of(),
                List.of("refused by the test"),
                List.of(),
                Optional.empty(),
                false);
    }

    private void pass(boolean alone, long passedTick) {
        new PreparationMeter(metrics, alone, PreparationListener.NOBODY)
                .passed(prepared(0), prepared(passedTick), Optional.empty(), 0);
    }

    private double value(String name, String... tags) {
        return Objects.requireNonNull(registry.find(name).tags(tags).gauge()).value();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereTheBaselineLoopIsAloneItsRevisionAndFailuresAreTheAgents(boolean alone) {
        pass(alone, 0);

        assertThat(value("lvsfleet.agent.revision")).isEqualTo(alone ? 7 : 0);
        assertThat(value("lvsfleet.agent.pending.failures")).isEqualTo(alone ? 1 : 0);
    }

    @Test
    void eachLoopThatRunsHasTheAgeOfItsNewestPassAndTheOthersHaveNone() {
        metrics.started(Loop.BASELINE);
        metrics.started(Loop.DOCTOR);
        pass(true, System.nanoTime() - Duration.ofSeconds(100).toNanos());

        assertThat(value("lvsfleet.agent.loop.age.seconds", "loop", "baseline")).isBetween(100.0, 200.0);
        assertThat(value("lvsfleet.agent.loop.age.seconds", "loop", "doctor")).isLessThan(100.0);
        assertThat(registry.find("lvsfleet.agent.loop.age.seconds").gauges())
                .extracting(Gauge::getId)
                .noneMatch(it -> "reconcile".equals(it.getTag("loop")));
    }

    @Test
    void whatIsContestedIsCountedForEachLoop() {
        metrics.contested(2);
        new PreparationMeter(metrics, true, PreparationListener.NOBODY).contested(3);

        assertThat(value("lvsfleet.agent.repairs.contested", "loop", "reconcile"))
                .isEqualTo(2);
        assertThat(value("lvsfleet.agent.repairs.contested", "loop", "baseline"))
                .isEqualTo(3);
    }
}
