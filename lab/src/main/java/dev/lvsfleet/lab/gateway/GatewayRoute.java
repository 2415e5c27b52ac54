package dev.lvsfleet.lab.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One door: what comes in on a port of the host's loopback address goes on to an address in a node's namespace.
 *
 * @param name what it leads to, for example {@code control-plane}
 * @param namespace the node in whose namespace the connection to {@code to} is made
 */
public record GatewayRoute(String name, String namespace, InetSocketAddress to) {

    /** The route that {@link #text} wrote. */
    static GatewayRoute parse(String text) {
        String[] parts = text.split(",", 4);
        return new GatewayRoute(
                parts[0], parts[1], new InetSocketAddress(InetAddress.ofLiteral(parts[2]), Integer.parseInt(parts[3])));
    }

    /** As an argument of {@link Gateway}. */
    String text() {
        return String.join(",", name, namespace, to.getAddress().getHostAddress(), Integer.toString(to.getPort()));
    }
}
