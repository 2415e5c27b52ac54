package dev.lvsfleet.ipvs;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What makes a destination the same one within its service.
 *
 * @param address IPv4, or IPv6 without a scope
 * @param port 1 to 65535, or 0 for the port that a packet came to (services by firewall mark or for every port)
 */
public record DestinationKey(InetAddress address, int port) {

    public DestinationKey {
        AddressFamily.of(address);
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException(AddressText.of(address) + ": port " + port + " is not 0 to 65535");
        }
    }

    // By hand, as tables are compared in the agent, too, whose compiler does not look into what a record is given.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof DestinationKey it && port == it.port && address.equals(it.address));
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }

    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    @Override
    public String toString() {
        return AddressText.withPort(address, port);
    }
}
