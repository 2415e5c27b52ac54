package dev.lvsfleet.ipvs;

/**
 * What a service or destination has carried since it was added or zeroed.
 *
 * <p>The kernel's estimator folds them every two seconds; they stand still while {@code net.ipv4.vs.run_estimation} is 0,
 * and a destination that is removed and added again may come back with its old ones. Unsigned; of a kernel before 4.1 all
 * but the bytes wrap at 2^32.
 */
public record TrafficCounters(
        long connections, long incomingPackets, long outgoingPackets, long incomingBytes, long outgoingBytes) {}
