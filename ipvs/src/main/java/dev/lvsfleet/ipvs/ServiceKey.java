package dev.lvsfleet.ipvs;

import java.net.InetAddress;

/**
 * What makes a virtual service the same one to the kernel.
 *
 * @param port 1 to 65535
 */
public record ServiceKey(TransportProtocol protocol, InetAddress address, int port) {

    @Override
    public String toString() {
        return protocol + " " + address.getHostAddress() + ":" + port;
    }
}
