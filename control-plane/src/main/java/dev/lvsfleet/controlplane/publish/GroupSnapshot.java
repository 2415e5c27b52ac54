package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.time.Instant;
import java.util.List;

/**
 * A director group with everything in it, as of one revision.
 *
 * @param revision contains exactly the changes up to this one
 * @param revisedAt when that change was accepted
 */
public record GroupSnapshot(
        String name, String site, long revision, Instant revisedAt, List<Node> nodes, List<VirtualService> services) {

    public GroupSnapshot {
        nodes = List.copyOf(nodes);
        services = List.copyOf(services);
    }

    /** A director of the group. */
    public record Node(String name, String networkInterface) {}
}
