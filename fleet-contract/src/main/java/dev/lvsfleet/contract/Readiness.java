package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * Whether a real server is prepared for the packets of a virtual address.
 *
 * @param address the VIP
 * @param reason what is missing, in one sentence; what was found, when it is ready
 */
public record Readiness(InetAddress address, boolean ready, String reason) {

    public Readiness {
        requireNonNull(address, "address is null");
        requireNonNull(reason, "reason is null");
    }
}
