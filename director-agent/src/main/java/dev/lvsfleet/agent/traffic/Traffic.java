package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.ipvs.TrafficCounters;
import java.util.List;

/**
 * What the fleet's services carry, as of one reading.
 *
 * @param limited whether there are too many entries, so that real servers are left out
 */
public record Traffic(List<ServiceLine> services, List<RealServerLine> realServers, boolean limited) {

    public static final Traffic NONE = new Traffic(List.of(), List.of(), false);

    public Traffic {
        services = List.copyOf(services);
        realServers = List.copyOf(realServers);
    }

    /**
     * A virtual service.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code sctp} or {@code fwmark}
     * @param endpoint its address and port, or its firewall mark
     */
    public record ServiceLine(String service, String protocol, String endpoint, TrafficCounters total) {}

    /**
     * A real server of a virtual service, while it is in the table.
     *
     * @param realServer its address and port
     * @param weight the kernel's
     * @param active established connections
     * @param inactive every other connection
     */
    public record RealServerLine(
            String service,
            String protocol,
            String realServer,
            TrafficCounters total,
            int weight,
            long active,
            long inactive) {}
}
