package dev.lvsfleet.vrrp.election;

import java.time.Duration;
import java.util.Optional;

/**
 * How the Active tells the link where the addresses are now: gratuitous ARP, or unsolicited neighbour advertisements.
 *
 * @param burst messages per address at once, 1 or more
 * @param secondAfter from a burst to its second one, for those that missed the first
 * @param apart between bursts that answer a rival, at least: one that cannot hear us must not make a storm
 * @param refresh between single messages while Active; empty for none, and then a rival that was never heard here leaves
 *     neighbours behind that still send to it
 */
public record Announcing(int burst, Duration secondAfter, Duration apart, Optional<Duration> refresh) {

    /** keepalived's bursts, and a refresh, which it has not unless told. */
    public static final Announcing USUAL =
            new Announcing(5, Duration.ofSeconds(5), Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(30)));

    public Announcing {
        boolean valid = burst > 0
                && secondAfter.isPositive()
                && apart.isPositive()
                && refresh.map(Duration::isPositive).orElse(true);
        if (!valid) {
            throw new IllegalArgumentException("no announcing can have a burst of " + burst + ", a second after "
                    + secondAfter + ", bursts " + apart + " apart, a refresh " + refresh);
        }
    }
}
