package dev.lvsfleet.ipvs;

import java.net.InetAddress;

/**
 * What makes a destination the same one within its service.
 *
 * @param port 1 to 65535
 */
public record DestinationKey(InetAddress address, int port) {

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port;
    }
}
