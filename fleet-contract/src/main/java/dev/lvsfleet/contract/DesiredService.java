package dev.lvsfleet.contract;

import java.net.InetAddress;
import java.util.List;

/**
 * One virtual service of a node's IPVS table, before health has its say.
 *
 * @param name the operator's name for it, in reports and events
 * @param address the VIP
 * @param port 1 to 65535
 * @param realServers the whole pool, each with the operator's weight
 */
public record DesiredService(
        String name,
        InetAddress address,
        int port,
        Protocol protocol,
        Scheduler scheduler,
        Forwarding forwarding,
        List<DesiredRealServer> realServers) {

    public DesiredService {
        realServers = List.copyOf(realServers);
    }
}
