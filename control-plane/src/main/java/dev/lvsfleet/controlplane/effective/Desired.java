package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.AddressText;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator asked for of a service.
 *
 * @param group of directors
 * @param version the revision of the group at the service's last change
 * @param realServers those of the pool and of the fallback
 * @param waiting those of them that have weight 0 until their hosts are prepared, in their order, with what is missing
 */
record Desired(String name, String group, long version, List<Endpoint> realServers, Map<Endpoint, String> waiting) {

    Desired {
        realServers = List.copyOf(realServers);
        waiting = Collections.unmodifiableMap(new LinkedHashMap<>(waiting));
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
