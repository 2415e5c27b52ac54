package dev.lvsfleet.agent.rules;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment of the monotonic clock, which no change of the wall clock moves.
 *
 * @param nanos as {@link System#nanoTime()} counts them: only differences mean anything, and they may wrap
 */
public record Tick(long nanos) {

    public Tick plus(Duration duration) {
        return plusNanos(duration.toNanos());
    }

    public Tick plusNanos(long more) {
        return new Tick(nanos + more);
    }

    /** From {@code earlier} to this, in nanoseconds; negative when this comes first. */
    public long nanosSince(Tick earlier) {
        return nanos - earlier.nanos;
    }

    public boolean isBefore(Tick other) {
        return nanosSince(other) < 0;
    }

    public static Tick earlier(Tick one, Tick other) {
        return one.isBefore(other) ? one : other;
    }

    /** The earlier of two moments, of which none, one or both are there. */
    public static Optional<Tick> earliest(Optional<Tick> one, Optional<Tick> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(earlier(one.get(), other.get()))
                : one.or(() -> other);
    }
}
