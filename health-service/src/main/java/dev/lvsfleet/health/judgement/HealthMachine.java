package dev.lvsfleet.health.judgement;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthVerdict.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a target counts as up or down, with keepalived's arithmetic.
 *
 * <pre>
 *            passed                     failed, retries left
 *   Unknown ─────────▶ Up ──────────────────────────────▶ Retrying ◀─╮ failed,
 *      │               ▲ ▲────────────── passed ──────────────┤  ╰────╯ retries left
 *      │ failed        │ passed                               │ failed, none left
 *      ╰────────────▶ Down ◀──────────────────────────────────╯
 * </pre>
 *
 * <p>An attempt that saw nothing ({@link Finding.Blind}) moves no arrow and uses up no retry. Exactly one
 * {@link Effect.ProbeAt} follows every input, counted from the end of the attempt. Pure and stateless.
 */
public final class HealthMachine {

    private HealthMachine() {}

    /** The state after the input, and what follows from it. */
    public static Step step(CheckTiming timing, State state, Input input, Tick now) {
        return switch (input) {
            case Input.Begin(Duration phase) -> again(state, now.plus(phase));
            case Input.Inherit(State of, String evidence, Duration phase) -> inherit(of, evidence, now.plus(phase));
            case Input.Recalled(Optional<Health> standing, Duration phase) ->
                again(recalled(state, standing), now.plus(phase));
            case Input.Found(Finding.Passed(String evidence)) -> passed(timing, state, evidence, now);
            case Input.Found(Finding.Failed(String evidence)) -> failed(timing, state, evidence, now);
            case Input.Found(Finding.Blind ignored) -> again(state, now.plus(pause(timing, state)));
        };
    }

    /**
     * The longest time from a target's failure, right after an attempt that passed, to the verdict.
     *
     * @param attempt how long one attempt on the failed target takes: nothing when it refuses the connection, the
     *     connect timeout when it is silent, twice that when it connects and does not answer
     */
    public static Duration worstCaseDetection(CheckTiming timing, Duration attempt) {
        Duration oneMore = timing.delayBeforeRetry().plus(attempt);
        return timing.interval().plus(attempt).plus(oneMore.multipliedBy(timing.retry()));
    }

    private static Step inherit(State of, String evidence, Tick probeAt) {
        return of.verdict().map(health -> judged(of, health, evidence, probeAt)).orElseGet(() -> again(of, probeAt));
    }

    /** Only what was presumed is put right; a judgement made here meanwhile is newer than the one recalled. */
    private static State recalled(State state, Optional<Health> standing) {
        return switch (state) {
            case State.Presumed(int failures) ->
                failures > 0 && standing.equals(Optional.of(Health.UP))
                        ? new State.Retrying(failures)
                        : State.resumedFrom(standing);
            case State.Unknown ignored -> state;
            case State.Up ignored -> state;
            case State.Retrying ignored -> state;
            case State.Down ignored -> state;
        };
    }

    private static Step passed(CheckTiming timing, State state, String evidence, Tick now) {
        Tick next = now.plus(timing.interval());
        return switch (state) {
            case State.Up ignored -> again(new State.Up(), next);
            case State.Retrying ignored -> again(new State.Up(), next);
            case State.Presumed ignored -> again(new State.Presumed(0), next);
            case State.Unknown ignored -> judged(new State.Up(), Health.UP, evidence, next);
            case State.Down ignored -> judged(new State.Up(), Health.UP, evidence, next);
        };
    }

    private static Step failed(CheckTiming timing, State state, String evidence, Tick now) {
        return switch (state) {
            case State.Up ignored -> failedWhileUp(timing, new State.Retrying(1), evidence, now);
            case State.Retrying(int failures) -> failedWhileUp(timing, new State.Retrying(failures + 1), evidence, now);
            case State.Presumed(int failures) ->
                failures >= timing.retry()
                        ? judged(new State.Down(), Health.DOWN, evidence, now.plus(timing.interval()))
                        : again(new State.Presumed(failures + 1), now.plus(timing.delayBeforeRetry()));
            case State.Unknown ignored -> judged(new State.Down(), Health.DOWN, evidence, now.plus(timing.interval()));
            case State.Down ignored -> again(state, now.plus(timing.interval()));
        };
    }

    private static Step failedWhileUp(CheckTiming timing, State.Retrying next, String evidence, Tick now) {
        if (next.failures() > timing.retry()) {
            return judged(new State.Down(), Health.DOWN, evidence, now.plus(timing.interval()));
        }
        return again(next, now.plus(timing.delayBeforeRetry()));
    }

    private static Duration pause(CheckTiming timing, State state) {
        return switch (state) {
            case State.Retrying ignored -> timing.delayBeforeRetry();
            case State.Presumed(int failures) -> failures > 0 ? timing.delayBeforeRetry() : timing.interval();
            case State.Unknown ignored -> timing.interval();
            case State.Up ignored -> timing.interval();
            case State.Down ignored -> timing.interval();
        };
    }

    /** The next attempt comes first: whatever becomes of the verdict, the target is asked again. */
    private static Step judged(State next, Health health, String evidence, Tick probeAt) {
        return new Step(next, List.of(new Effect.ProbeAt(probeAt), new Effect.Emit(health, evidence)));
    }

    private static Step again(State next, Tick probeAt) {
        return new Step(next, List.of(new Effect.ProbeAt(probeAt)));
    }
}
