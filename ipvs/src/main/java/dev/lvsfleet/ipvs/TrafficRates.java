package dev.lvsfleet.ipvs;

/** What a service or destination carries per second, as the kernel's estimator smoothes it. */
public record TrafficRates(
        long connections, long incomingPackets, long outgoingPackets, long incomingBytes, long outgoingBytes) {}
