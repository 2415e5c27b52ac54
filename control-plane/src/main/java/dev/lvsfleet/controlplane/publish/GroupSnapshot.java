package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.controlplane.virtualservice.HostWord;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A director group with everything in it, as of one revision.
 *
 * @param revision contains exactly the changes up to this one
 * @param revisedAt when that change was accepted
 * @param reported what the real servers of the site said last, by their addresses; needed where a service asks for it
 */
public record GroupSnapshot(
        String name,
        String site,
        long revision,
        Instant revisedAt,
        List<Node> nodes,
        List<VirtualService> services,
        Map<InetAddress, HostWord> reported) {

    public GroupSnapshot {
        nodes = List.copyOf(nodes);
        services = List.copyOf(services);
        reported = Map.copyOf(reported);
    }

    /** One none of whose services asks whether its hosts are prepared. */
    public GroupSnapshot(
            String name,
            String site,
            long revision,
            Instant revisedAt,
            List<Node> nodes,
            List<VirtualService> services) {
        this(name, site, revision, revisedAt, nodes, services, Map.of());
    }

    GroupSnapshot with(Map<InetAddress, HostWord> newest) {
        return new GroupSnapshot(name, site, revision, revisedAt, nodes, services, newest);
    }

    /** A director of the group. */
    public record Node(String name, String networkInterface, TablePolicy table) {

        /** One that adopts what it finds and is not exclusive. */
        public Node(String name, String networkInterface) {
            this(name, networkInterface, TablePolicy.DEFAULT);
        }
    }
}
