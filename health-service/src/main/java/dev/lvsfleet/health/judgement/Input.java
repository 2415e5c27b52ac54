package dev.lvsfleet.health.judgement;

import dev.lvsfleet.contract.HealthVerdict.Health;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * What the directors were told is known at last.
     *
     * @param standing the verdict they hold, if any
     * @param phase until the next attempt
     */
    record Recalled(Optional<Health> standing, Duration phase) implements Input {}

    /** An attempt ended. */
    record Found(Finding finding) implements Input {}
}
