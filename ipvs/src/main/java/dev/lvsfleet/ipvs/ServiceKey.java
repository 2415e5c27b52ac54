package dev.lvsfleet.ipvs;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * What makes a virtual service the same one to the kernel.
 *
 * @param address IPv4
 * @param port 1 to 65535
 */
public record ServiceKey(TransportProtocol protocol, InetAddress address, int port) {

    public ServiceKey {
        if (!(address instanceof Inet4Address) || port < 1 || port > 0xffff) {
            throw new IllegalArgumentException(
                    address.getHostAddress() + " port " + port + " is not an IPv4 address and a port of 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return protocol + " " + address.getHostAddress() + ":" + port;
    }
}
