package dev.lvsfleet.health.judgement;

import java.time.Duration;

/** What happens to a watched target. */
public sealed interface Input {

    /**
     * Watching begins, or begins anew with another timing; the state is kept.
     *
     * @param phase until the first attempt; spreads targets that all arrive at once
     */
    record Begin(Duration phase) implements Input {}

    /**
     * Watching begins with the judgement of another target that asked the same.
     *
     * @param state the other's, with a verdict
     * @param evidence why that verdict stands, in words
     * @param phase until the first attempt
     */
    record Inherit(State state, String evidence, Duration phase) implements Input {}

    /** An attempt ended. */
    record Found(Finding finding) implements Input {}
}
