package dev.lvsfleet.ipvs;

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
}
