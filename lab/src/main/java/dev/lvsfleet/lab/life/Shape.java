package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.host.HostKernel;
import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.KernelFeature;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a lab is for all its life.
 *
 * @param chapter what it shows
 * @param guests the nodes with a kernel of their own, because this machine's lacks what they need
 */
record Shape(Chapter chapter, Set<String> guests) {

    Shape {
        guests = Set.copyOf(guests);
    }

    /** The shape of a new lab on this machine. */
    static Shape onThisMachine(Chapter chapter) throws IOException, InterruptedException {
        Topology topology = Topology.of(chapter);
        Set<String> guests = new HashSet<>();
        for (Node node : topology.nodes()) {
            Optional<KernelFeature> needed = topology.needs(node);
            if (needed.isPresent() && !HostKernel.has(needed.get())) {
                guests.add(node.name());
            }
        }
        return new Shape(chapter, guests);
    }
}
