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

    /** An attempt ended. */
    record Found(Finding finding) implements Input {}
}
