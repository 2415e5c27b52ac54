package dev.lvsfleet.ipvs;

/**
 * How busy a destination is: numbers that the kernel counts and nobody sets.
 *
 * @param activeConnections established ones, as far as the director can tell
 * @param inactiveConnections all others that the kernel still remembers
 * @param persistentConnections templates that bind a client to this destination
 */
public record DestinationStatus(
        ServiceKey service,
        DestinationKey destination,
        long activeConnections,
        long inactiveConnections,
        long persistentConnections) {}
