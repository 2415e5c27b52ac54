package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import dev.lvsfleet.controlplane.virtualservice.HostWord;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A director group with everything in it, as of one revision.
 *
 * @param revision contains exactly the changes up to this one
 * @param revisedAt when that change was accepted
 * @param reported what the real servers of the site said last, by their addresses; needed where a service asks for it
 * @param elections who of the directors holds what
 */
public record GroupSnapshot(
        String name,
        String site,
        long revision,
        Instant revisedAt,
        List<Node> nodes,
        List<VirtualService> services,
        Map<InetAddress, HostWord> reported,
        Elections elections) {

    public GroupSnapshot {
        nodes = List.copyOf(nodes);
        services = List.copyOf(services);
        reported = Map.copyOf(reported);
    }

    /** One without virtual routers. */
    public GroupSnapshot(
            String name,
            String site,
            long revision,
            Instant revisedAt,
            List<Node> nodes,
            List<VirtualService> services,
            Map<InetAddress, HostWord> reported) {
        this(name, site, revision, revisedAt, nodes, services, reported, Elections.NONE);
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
        return new GroupSnapshot(name, site, revision, revisedAt, nodes, services, newest, elections);
    }

    /** The same group with its virtual routers. */
    GroupSnapshot with(Elections its) {
        return new GroupSnapshot(name, site, revision, revisedAt, nodes, services, reported, its);
    }

    /**
     * The virtual routers of the group.
     *
     * @param wishes the newest switch-over asked for, by the names of virtual routers
     * @param syncId of the sync daemons; null for none
     */
    public record Elections(
            List<RouterSpec> routers,
            Map<String, Wish> wishes,
            @Nullable Integer syncId) {

        public static final Elections NONE = new Elections(List.of(), Map.of(), null);

        public Elections {
            routers = List.copyOf(routers);
            wishes = Map.copyOf(wishes);
        }
    }

    /**
     * That a director gives its role away.
     *
     * @param id the revision that brought the wish
     */
    public record Wish(long id, String from) {}

    /** A director of the group. */
    public record Node(String name, String networkInterface, TablePolicy table) {

        /** One that adopts what it finds and is not exclusive. */
        public Node(String name, String networkInterface) {
            this(name, networkInterface, TablePolicy.DEFAULT);
        }
    }
}
