package dev.lvsfleet.vrrp.election;

import java.time.Duration;

/**
 * A moment of the monotonic clock, which no change of the wall clock moves.
 *
 * @param nanos as {@link System#nanoTime()} counts them: only differences mean anything, and they may wrap
 */
public record Tick(long nanos) {

    public Tick plus(Duration duration) {
        return new Tick(nanos + duration.toNanos());
    }

    /** From {@code earlier} to this; negative when this comes first. */
    public Duration since(Tick earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    public boolean isBefore(Tick other) {
        return nanos - other.nanos < 0;
    }

    /** The earlier of the two. */
    public Tick orEarlier(Tick other) {
        return other.isBefore(this) ? other : this;
    }

    /** The later of the two. */
    public Tick orLater(Tick other) {
        return isBefore(other) ? other : this;
    }
}
