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
        return isBefore(nanos, other.nanos);
    }

    /** The same of plain nanoseconds, for those who must not allocate. */
    public static boolean isBefore(long one, long other) {
        return one - other < 0;
    }

    /** The earlier of two moments in plain nanoseconds. */
    public static long earlier(long one, long other) {
        return isBefore(one, other) ? one : other;
    }

    /** The later of two moments in plain nanoseconds. */
    public static long later(long one, long other) {
        return isBefore(one, other) ? other : one;
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
