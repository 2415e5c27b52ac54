package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A virtual address whose packets a real server takes.
 *
 * @param address the VIP
 * @param realServer the RIP that the packets are sent to, of either family when they are tunnelled
 * @param forwarding how they get there
 * @param tunnel what they travel in; there exactly when they are tunnelled
 */
public record ServedAddress(
        InetAddress address,
        InetAddress realServer,
        Forwarding forwarding,
        @Nullable Tunnel tunnel) {

    public ServedAddress {
        requireNonNull(address, "address is null");
        requireNonNull(realServer, "realServer is null");
        requireNonNull(forwarding, "forwarding is null");
    }
}
