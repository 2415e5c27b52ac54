package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a real server that comes back gets its weight.
 *
 * @param duration from the first connection it may take to its whole weight
 * @param steps in how many equal steps; 0 for as smoothly as the weight allows
 */
public record SlowStart(Duration duration, int steps) {

    public SlowStart {
        requireNonNull(duration, "duration is null");
    }
}
