package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * Where the default route of a real server behind NAT leads: the directors' address inside.
 *
 * @param enforce whether the agent makes it so; if not it only looks
 */
public record Gateway(InetAddress address, boolean enforce) {

    public Gateway {
        requireNonNull(address, "address is null");
    }
}
