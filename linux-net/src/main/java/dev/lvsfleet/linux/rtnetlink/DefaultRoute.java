package dev.lvsfleet.linux.rtnetlink;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where packets go that no other route of the main table takes.
 *
 * @param ipv6 of which family it is
 * @param gateway null when they go straight to a link, or to several gateways by turns
 * @param interfaceIndex the kernel's number of the interface; 0 lets the kernel find the one that reaches the gateway
 * @param metric 0 to 2^32-1; the lowest wins
 */
public record DefaultRoute(boolean ipv6, @Nullable InetAddress gateway, int interfaceIndex, long metric) {

    @Override
    public String toString() {
        return "default route" + (gateway == null ? " without a gateway" : " by " + gateway.getHostAddress())
                + (metric == 0 ? "" : ", metric " + metric);
    }
}
