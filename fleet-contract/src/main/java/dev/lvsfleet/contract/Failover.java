package dev.lvsfleet.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which virtual addresses of a director's group are held by one director at a time, and what its standbys learn meanwhile.
 *
 * @param virtualRouters in the order of their names; their addresses are not among those of the document
 * @param connectionSync how the directors tell each other of connections; null for not at all
 */
public record Failover(
        List<VirtualRouter> virtualRouters, @Nullable ConnectionSync connectionSync) {

    /** Every address is held by every director of the group that has it, always. */
    public static final Failover NONE = new Failover(List.of(), null);

    public Failover {
        virtualRouters = List.copyOf(virtualRouters);
    }
}
