package dev.lvsfleet.ipvs;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * What makes a destination the same one within its service.
 *
 * @param address IPv4
 * @param port 1 to 65535
 */
public record DestinationKey(InetAddress address, int port) {

    public DestinationKey {
        if (!(address instanceof Inet4Address) || port < 1 || port > 0xffff) {
            throw new IllegalArgumentException(
                    address.getHostAddress() + " port " + port + " is not an IPv4 address and a port of 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port;
    }
}
