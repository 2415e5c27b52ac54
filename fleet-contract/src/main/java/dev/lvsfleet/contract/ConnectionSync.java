package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

/**
 * The kernel's IPVS sync daemon: the Active sends its connections, its standbys listen.
 *
 * @param syncId 0 to 255; daemons of another one are not heard
 * @param networkInterface the interface whose multicast it uses
 */
public record ConnectionSync(int syncId, String networkInterface) {

    public ConnectionSync {
        requireNonNull(networkInterface, "networkInterface is null");
    }
}
