package dev.lvsfleet.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthVerdict.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthMachineTest {

    /** The guide's settings. */
    private static final CheckTiming GUIDE =
            new CheckTiming(Duration.ofSeconds(6), Duration.ofSeconds(3), 3, Duration.ofSeconds(2));

    private static final Finding PASSED = new Finding.Passed("status 200");
    private static final Finding FAILED = new Finding.Failed("refused");
    private static final Finding BLIND = new Finding.Blind("no descriptor");
    private static final Tick NOW = new Tick(Long.MAX_VALUE - 1);

    @Test
    void theFirstResultOfAnUnknownTargetDecidesAtOnce() {
        assertThat(found(new State.Unknown(), PASSED)).isEqualTo(judged(new State.Up(), Health.UP, "status 200", 6));
        assertThat(found(new State.Unknown(), FAILED)).isEqualTo(judged(new State.Down(), Health.DOWN, "refused", 6));
    }

    @Test
    void aBackendThatFailsOnceMoreThanRetryIsDown() {
        assertThat(found(new State.Up(), FAILED)).isEqualTo(silent(new State.Retrying(1), 2));
        assertThat(found(new State.Retrying(1), FAILED)).isEqualTo(silent(new State.Retrying(2), 2));
        assertThat(found(new State.Retrying(2), FAILED)).isEqualTo(silent(new State.Retrying(3), 2));
        assertThat(found(new State.Retrying(3), FAILED)).isEqualTo(judged(new State.Down(), Health.DOWN, "refused", 6));
    }

    @Test
    void anInheritedJudgementIsSaidAtOnceAndRetriesGoOn() {
        assertThat(HealthMachine.step(GUIDE, new State.Unknown(), inherited(new State.Down()), NOW))
                .isEqualTo(judged(new State.Down(), Health.DOWN, "refused", 1));
        assertThat(HealthMachine.step(GUIDE, new State.Unknown(), inherited(new State.Retrying(2)), NOW))
                .isEqualTo(judged(new State.Retrying(2), Health.UP, "refused", 1));
    }

    @Test
    void whileThePastIsUnknownAFailureUsesUpRetriesAndASuccessSaysNothing() {
        assertThat(found(new State.Presumed(0), PASSED)).isEqualTo(silent(new State.Presumed(0), 6));
        assertThat(found(new State.Presumed(0), FAILED)).isEqualTo(silent(new State.Presumed(1), 2));
        assertThat(found(new State.Presumed(2), BLIND)).isEqualTo(silent(new State.Presumed(2), 2));
        assertThat(found(new State.Presumed(3), FAILED)).isEqualTo(judged(new State.Down(), Health.DOWN, "refused", 6));
    }

    @Test
    void aPastRecalledLateIsResumedWithoutBeingSaidAgain() {
        assertThat(recalled(new State.Presumed(0), Optional.of(Health.UP))).isEqualTo(silent(new State.Up(), 1));
        assertThat(recalled(new State.Presumed(2), Optional.of(Health.UP))).isEqualTo(silent(new State.Retrying(2), 1));
        assertThat(recalled(new State.Presumed(2), Optional.of(Health.DOWN))).isEqualTo(silent(new State.Down(), 1));
        assertThat(recalled(new State.Presumed(2), Optional.empty())).isEqualTo(silent(new State.Unknown(), 1));
        assertThat(recalled(new State.Down(), Optional.of(Health.UP))).isEqualTo(silent(new State.Down(), 1));
    }

    private static Step recalled(State state, Optional<Health> standing) {
        return HealthMachine.step(GUIDE, state, new Input.Recalled(standing, Duration.ofSeconds(1)), NOW);
    }

    private static Input inherited(State state) {
        return new Input.Inherit(state, "refused", Duration.ofSeconds(1));
    }

    @Test
    void oneSuccessWhileRetryingForgetsTheFailures() {
        assertThat(found(new State.Retrying(3), PASSED)).isEqualTo(silent(new State.Up(), 6));
    }

    @Test
    void aDownTargetIsAskedEveryIntervalAndOneSuccessBringsItBack() {
        assertThat(found(new State.Down(), FAILED)).isEqualTo(silent(new State.Down(), 6));
        assertThat(found(new State.Down(), PASSED)).isEqualTo(judged(new State.Up(), Health.UP, "status 200", 6));
    }

    @Test
    void aBlindAttemptMovesNothingAndUsesUpNoRetry() {
        assertThat(found(new State.Unknown(), BLIND)).isEqualTo(silent(new State.Unknown(), 6));
        assertThat(found(new State.Up(), BLIND)).isEqualTo(silent(new State.Up(), 6));
        assertThat(found(new State.Down(), BLIND)).isEqualTo(silent(new State.Down(), 6));
        assertThat(found(new State.Retrying(2), BLIND)).isEqualTo(silent(new State.Retrying(2), 2));
    }

    @Test
    void beginningKeepsTheStateAndWaitsForItsPhase() {
        Step step = HealthMachine.step(GUIDE, new State.Retrying(1), new Input.Begin(Duration.ofSeconds(5)), NOW);

        assertThat(step).isEqualTo(silent(new State.Retrying(1), 5));
    }

    @Test
    void aTargetResumedFromItsVerdictSaysNothingWhileItStaysTrue() {
        assertThat(found(State.resumedFrom(Optional.of(Health.DOWN)), FAILED)).isEqualTo(silent(new State.Down(), 6));
        assertThat(found(State.resumedFrom(Optional.of(Health.UP)), PASSED)).isEqualTo(silent(new State.Up(), 6));
    }

    /** A backend dies right after an attempt that passed at 0; milliseconds until the verdict. */
    @ParameterizedTest(name = "interval {0}, delay {1}, retry {2}, attempt {3}: down after {4} ms")
    @CsvSource({
        "6000, 2000, 3, 0, 12000",
        "6000, 2000, 3, 3000, 24000",
        "6000, 2000, 3, 6000, 36000",
        "60000, 1000, 1, 5000, 71000",
        "1000, 500, 0, 0, 1000",
        "1000, 500, 0, 200, 1200",
        "100, 0, 2, 50, 250",
    })
    void aDeadBackendIsDownExactlyWhenTheArithmeticSays(long interval, long delay, int retry, long attempt, long down) {
        CheckTiming timing =
                new CheckTiming(Duration.ofMillis(interval), Duration.ofSeconds(3), retry, Duration.ofMillis(delay));
        Tick start = new Tick(0);
        Step step = HealthMachine.step(timing, new State.Up(), new Input.Found(PASSED), start);
        while (!(step.next() instanceof State.Down)) {
            Tick ended = nextProbe(step).plus(Duration.ofMillis(attempt));
            step = HealthMachine.step(timing, step.next(), new Input.Found(FAILED), ended);
        }

        Duration took = nextProbe(step).since(start).minus(timing.interval());

        assertThat(took).isEqualTo(Duration.ofMillis(down));
        assertThat(HealthMachine.worstCaseDetection(timing, Duration.ofMillis(attempt)))
                .isEqualTo(took);
    }

    /** The naive model: the verdict is a function of the findings that saw something, read from the beginning. */
    @Test
    void anyHistoryGivesTheVerdictsOfTheNaiveModel() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            CheckTiming timing = new CheckTiming(
                    Duration.ofSeconds(1 + random.nextInt(9)),
                    Duration.ofSeconds(1),
                    random.nextInt(5),
                    Duration.ofSeconds(random.nextInt(3)));
            List<Finding> history = new ArrayList<>();
            State state = new State.Unknown();
            Optional<Health> emitted = Optional.empty();
            for (int i = 0; i < 60; i++) {
                Finding finding = List.of(PASSED, FAILED, FAILED, BLIND).get(random.nextInt(4));
                history.add(finding);
                Step step = HealthMachine.step(timing, state, new Input.Found(finding), NOW);
                Optional<Health> before = emitted;
                for (Effect effect : step.effects()) {
                    if (effect instanceof Effect.Emit emit) {
                        emitted = Optional.of(emit.health());
                    }
                }
                state = step.next();

                Optional<Health> expected = naive(history, timing.retry());
                assertThat(state.verdict()).as("seed %d, attempt %d", seed, i).isEqualTo(expected);
                assertThat(emitted)
                        .as("seed %d, attempt %d: last emitted", seed, i)
                        .isEqualTo(expected);
                assertThat(step.effects())
                        .as("seed %d: one probe follows", seed)
                        .filteredOn(Effect.ProbeAt.class::isInstance)
                        .hasSize(1);
                assertThat(step.effects())
                        .as("seed %d: says only changes", seed)
                        .hasSize(before.equals(expected) ? 1 : 2);
            }
        }
    }

    private static Optional<Health> naive(List<Finding> history, int retry) {
        Optional<Health> verdict = Optional.empty();
        int row = 0;
        for (Finding finding : history) {
            if (finding instanceof Finding.Passed) {
                verdict = Optional.of(Health.UP);
                row = 0;
            } else if (finding instanceof Finding.Failed) {
                row++;
                boolean condemned = verdict.isEmpty() || row > retry;
                verdict = condemned ? Optional.of(Health.DOWN) : verdict;
            }
        }
        return verdict;
    }

    private static Step found(State state, Finding finding) {
        return HealthMachine.step(GUIDE, state, new Input.Found(finding), NOW);
    }

    private static Step silent(State next, int seconds) {
        return new Step(next, List.of(new Effect.ProbeAt(NOW.plus(Duration.ofSeconds(seconds)))));
    }

    private static Step judged(State next, Health health, String evidence, int seconds) {
        return new Step(
                next,
                List.of(new Effect.ProbeAt(NOW.plus(Duration.ofSeconds(seconds))), new Effect.Emit(health, evidence)));
    }

    private static Tick nextProbe(Step step) {
        return step.effects().stream()
                .filter(Effect.ProbeAt.class::isInstance)
                .map(effect -> ((Effect.ProbeAt) effect).tick())
                .findFirst()
                .orElseThrow();
    }
}
