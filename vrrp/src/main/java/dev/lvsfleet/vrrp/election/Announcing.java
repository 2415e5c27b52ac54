package dev.lvsfleet.vrrp.election;

import java.time.Duration;
import java.util.Optional;

/**
 * How the Active tells the link where the addresses are now: gratuitous ARP, or unsolicited neighbour advertisements.
 *
 * @param burst messages per address at once, 1 or more
 * @param secondAfter from a burst to its second one, for those that missed the first
 * @param refresh between single messages while Active; empty for none
 */
public record Announcing(int burst, Duration secondAfter, Optional<Duration> refresh) {

    /** As keepalived does unless told otherwise. */
    public static final Announcing USUAL = new Announcing(5, Duration.ofSeconds(5), Optional.empty());

    /** Bursts that answer a rival are this far apart at least: a rival that cannot hear us must not make a storm. */
    static final Duration APART = Duration.ofSeconds(1);

    public Announcing {
        boolean valid = burst > 0
                && isPositive(secondAfter)
                && refresh.map(Announcing::isPositive).orElse(true);
        if (!valid) {
            throw new IllegalArgumentException("no announcing can have a burst of " + burst + ", a second after "
                    + secondAfter + ", a refresh " + refresh);
        }
    }

    private static boolean isPositive(Duration duration) {
        return duration.isPositive();
    }
}
