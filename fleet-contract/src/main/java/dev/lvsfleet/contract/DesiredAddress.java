package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * A virtual address a node holds.
 *
 * @param address the VIP
 * @param prefixLength 32, or 128 for IPv6: a VIP carries no network of its own
 * @param networkInterface the name of the interface that carries it, for example {@code eth0}
 */
public record DesiredAddress(InetAddress address, int prefixLength, String networkInterface) {

    public DesiredAddress {
        requireNonNull(address, "address is null");
        requireNonNull(networkInterface, "networkInterface is null");
    }
}
