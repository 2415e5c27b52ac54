package dev.lvsfleet.agent.drain;

import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;

/**
 * What the kernel counts of a real server in one service.
 *
 * @param active established ones
 * @param inactive all others, such as those after a FIN, and all of UDP
 * @param persistent clients that are to come back to it
 */
public record Connections(long active, long inactive, long persistent) {

    public static final Connections NONE = new Connections(0, 0, 0);

    /**
     * How many somebody still waits for. A closed TCP connection lingers as inactive for minutes and needs nobody; of UDP
     * and of marked packets, which may be UDP, the kernel knows no other kind.
     */
    long awaited(ServiceEndpoint endpoint) {
        return switch (endpoint) {
            case ServiceEndpoint.Address address ->
                active + persistent + (isConnected(address.protocol()) ? 0 : inactive);
            case ServiceEndpoint.FirewallMark _ -> active + persistent + inactive;
        };
    }

    private static boolean isConnected(Protocol protocol) {
        return switch (protocol) {
            case TCP, SCTP -> true;
            case UDP -> false;
        };
    }
}
