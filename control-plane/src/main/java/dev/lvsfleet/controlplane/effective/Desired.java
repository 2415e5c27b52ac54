package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.AddressText;
import java.net.InetAddress;
import java.util.List;

/**
 * What an operator asked for of a service.
 *
 * @param group of directors
 * @param version the revision of the group at the service's last change
 * @param realServers those of the pool and of the fallback
 */
record Desired(String name, String group, long version, List<Endpoint> realServers) {

    Desired {
        realServers = List.copyOf(realServers);
    }

    /**
     * A real server.
     *
     * @param port 0 in a firewall-mark service
     */
    record Endpoint(InetAddress address, int port) {

        @Override
        public String toString() {
            return AddressText.of(address) + (port == 0 ? "" : " port " + port);
        }
    }
}
