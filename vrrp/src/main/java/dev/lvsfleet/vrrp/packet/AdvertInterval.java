package dev.lvsfleet.vrrp.packet;

import java.time.Duration;

/**
 * The time between two advertisements.
 *
 * @param centiseconds 1 to 4095 in version 3 (RFC 9568, section 5.2.7); whole seconds, 100 to 25500, in version 2 (RFC 3768,
 *     section 5.3.7)
 */
public record AdvertInterval(int centiseconds) {

    /** The usual one of both versions: a second. */
    public static final AdvertInterval SECOND = new AdvertInterval(100);

    static final int PER_SECOND = 100;
    static final int LONGEST_OF_V3 = 0xfff;

    private static final int LONGEST_OF_V2 = 0xff * PER_SECOND;
    private static final long NANOS = 10_000_000L;

    public AdvertInterval {
        if (centiseconds < 1 || centiseconds > LONGEST_OF_V2) {
            throw new IllegalArgumentException(
                    "an advertisement interval is 1 to 25500 centiseconds, not " + centiseconds);
        }
    }

    /** Whether version 3 can say it. */
    public boolean fitsV3() {
        return centiseconds <= LONGEST_OF_V3;
    }

    /** Whether version 2 can say it. */
    public boolean fitsV2() {
        return centiseconds % PER_SECOND == 0;
    }

    public long nanos() {
        return centiseconds * NANOS;
    }

    public Duration duration() {
        return Duration.ofNanos(nanos());
    }
}
