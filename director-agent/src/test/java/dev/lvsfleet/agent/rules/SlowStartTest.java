package dev.lvsfleet.agent.rules;

import static dev.lvsfleet.agent.testing.Documents.down;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.WhenDown;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real server that comes back or joins, second by second. */
class SlowStartTest {

    /** The clock is about to wrap: only differences may count. */
    private static final Tick START = new Tick(Long.MAX_VALUE - 1);

    private static final SlowStart FOUR_STEPS = new SlowStart(Duration.ofSeconds(20), 4);
    private static final SlowStart SMOOTH = new SlowStart(Duration.ofSeconds(10), 0);

    private PoolState state = PoolState.NEW;
    private Optional<Tick> wake = Optional.empty();

    @Test
    void aColdStartRampsNobody() {
        assertThat(weights(web(policy(SMOOTH), List.of(), real(1, 10), real(2, 10)), Verdicts.NONE, 0))
                .containsExactly(10, 10);
        assertThat(wake).isEmpty();
    }

    @Test
    void whoComesBackHasItsWeightAfterTheDurationInEqualSteps() {
        DesiredService service = risen(FOUR_STEPS, real(1, 10), real(2, 10));

        assertThat(weight(service, 0)).isEqualTo(1);
        assertThat(wake).contains(after(5));
        assertThat(weight(service, 4.9)).isEqualTo(1);
        assertThat(weight(service, 5)).isEqualTo(2);
        assertThat(weight(service, 10)).isEqualTo(5);
        assertThat(weight(service, 15)).isEqualTo(7);
        assertThat(wake).contains(after(20));
        assertThat(weight(service, 20)).isEqualTo(10);
        assertThat(wake).isEmpty();
    }

    @Test
    void withoutStepsTheWeightGrowsByOne() {
        DesiredService service = risen(SMOOTH, real(1, 5), real(2, 5));

        for (int weight = 1; weight < 5; weight++) {
            assertThat(weight(service, Math.max(0, 2 * weight))).isEqualTo(weight);
        }
        assertThat(weight(service, 10)).isEqualTo(5);
    }

    @Test
    void aWeightOfMillionsChangesTenTimesASecondAtMost() {
        DesiredService service = risen(SMOOTH, real(1, Integer.MAX_VALUE), real(2, 1));

        assertThat(weight(service, 0)).isEqualTo(1);
        assertThat(wake).contains(after(0.1));
        assertThat(weight(service, 9.99)).isLessThan(Integer.MAX_VALUE);
        assertThat(weight(service, 10)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aNewWeightDuringARampScalesIt() {
        risen(FOUR_STEPS, real(1, 10), real(2, 10));

        assertThat(weight(web(policy(FOUR_STEPS), List.of(), real(1, 100), real(2, 10)), 10))
                .isEqualTo(50);
        assertThat(weight(web(policy(FOUR_STEPS), List.of(), real(1, 0), real(2, 10)), 10))
                .isZero();
    }

    @Test
    void whoJoinsThoseThatServeRamps() {
        weights(web(policy(FOUR_STEPS), List.of(), real(2, 10)), Verdicts.NONE, 0);

        assertThat(weights(web(policy(FOUR_STEPS), List.of(), real(1, 10), real(2, 10)), Verdicts.NONE, 0))
                .containsExactly(1, 10);
    }

    @Test
    void aPoolThatIsReplacedAsAWholeDoesNotRamp() {
        weights(web(policy(FOUR_STEPS), List.of(), real(2, 10)), Verdicts.NONE, 0);

        assertThat(weights(web(policy(FOUR_STEPS), List.of(), real(3, 10), real(4, 10)), Verdicts.NONE, 0))
                .containsExactly(10, 10);
    }

    @Test
    void whoIsLeftAloneHasItsWholeWeightAtOnceAndKeepsIt() {
        DesiredService service = risen(FOUR_STEPS, real(1, 10), real(2, 10));
        assertThat(weight(service, 1)).isEqualTo(1);

        assertThat(weights(service, down(2), 2)).containsExactly(10, 0);
        assertThat(weights(service, Verdicts.NONE, 3)).containsExactly(10, 0); // nobody judged it anew
        assertThat(wake).isEmpty();
    }

    @Test
    void whoWasHeldNeverLeftAndDoesNotRamp() {
        DesiredService service = web(policy(FOUR_STEPS), List.of(), real(1, 10), real(2, 10));
        weights(service, down(1, 2), 0);

        assertThat(weights(service, up(down(2), 1), 1)).containsExactly(10, 0);
    }

    @Test
    void whoReturnsWhileItDrainsIsSimplyBack() {
        weights(web(policy(FOUR_STEPS), List.of(), real(1, 10), real(2, 10)), Verdicts.NONE, 0);
        step(web(policy(FOUR_STEPS), List.of(), real(2, 10)), Verdicts.NONE, Set.of(Backend.of(real(1, 10))), 1);

        assertThat(weights(web(policy(FOUR_STEPS), List.of(), real(1, 10), real(2, 10)), Verdicts.NONE, 2))
                .containsExactly(10, 10);
    }

    /** Until it was down, it was up; the second step is its return. */
    private DesiredService risen(SlowStart slowStart, DesiredRealServer one, DesiredRealServer other) {
        DesiredService service = web(policy(slowStart), List.of(), one, other);
        weights(service, down(1), 0);
        weights(service, up(Verdicts.NONE, 1), 0);
        return service;
    }

    private int weight(DesiredService service, double seconds) {
        return weights(service, up(Verdicts.NONE, 1), seconds).getFirst();
    }

    private List<Integer> weights(DesiredService service, Verdicts verdicts, double seconds) {
        return step(service, verdicts, Set.of(), seconds).pool().stream()
                .map(Placement::weight)
                .toList();
    }

    private EffectiveService step(DesiredService service, Verdicts verdicts, Set<Backend> draining, double seconds) {
        PoolMachine.Step step =
                PoolMachine.step(service, state, new PoolMachine.Input(verdicts, draining), after(seconds));
        state = step.next();
        wake = step.wake();
        return step.serves();
    }

    private static Verdicts up(Verdicts others, int host) {
        Map<String, HealthVerdict> verdicts = new HashMap<>(others.byTarget());
        verdicts.put("t-" + host, verdict(host, HealthVerdict.Health.UP));
        return new Verdicts(verdicts);
    }

    private static Tick after(double seconds) {
        return START.plusNanos(Math.round(seconds * 1e9));
    }

    private static PoolPolicy policy(SlowStart slowStart) {
        return new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(1, 0), slowStart, Duration.ZERO);
    }
}
