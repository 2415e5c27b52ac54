package dev.lvsfleet.ipvs;

/**
 * What a destination carries.
 *
 * @param active established connections; in direct routing and tunnels inferred from the client's half alone
 * @param inactive every other connection, such as those after a FIN, and all of UDP
 * @param persistent templates of clients that are to come back to it
 */
public record DestinationStatistics(
        TrafficCounters counters, TrafficRates rates, long active, long inactive, long persistent) {}
