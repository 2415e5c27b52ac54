package dev.lvsfleet.ipvs;

import org.jspecify.annotations.Nullable;

/**
 * A destination's settings, all of which the kernel can change in place.
 *
 * @param weight 0 to 2^31-1; 0 takes no new connections
 * @param upperThreshold 0 for no limit
 * @param lowerThreshold at most the upper one
 */
public record Destination(
        DestinationKey key, ForwardingMethod forwarding, int weight, int upperThreshold, int lowerThreshold) {

    public Destination {
        if (weight < 0 || upperThreshold < 0 || lowerThreshold < 0 || lowerThreshold > upperThreshold) {
            throw new IllegalArgumentException(key + ": weight " + weight + " or thresholds " + lowerThreshold + ".."
                    + upperThreshold + " are out of range");
        }
    }

    /** A destination without connection limits. */
    public static Destination of(DestinationKey key, ForwardingMethod forwarding, int weight) {
        return new Destination(key, forwarding, weight, 0, 0);
    }

    // By hand, as tables are compared in the agent, too, whose compiler does not look into what a record is given.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Destination it
                        && weight == it.weight
                        && upperThreshold == it.upperThreshold
                        && lowerThreshold == it.lowerThreshold
                        && key.equals(it.key)
                        && forwarding.equals(it.forwarding));
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + weight;
    }
}
