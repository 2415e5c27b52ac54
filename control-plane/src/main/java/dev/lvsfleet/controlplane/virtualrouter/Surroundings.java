package dev.lvsfleet.controlplane.virtualrouter;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a virtual router must agree with: the rest of its site.
 *
 * @param directors of the site, by their names
 * @param others the other virtual routers of the site
 * @param uses what virtual services, and hosts, do with its addresses, its members' sources and its other peers
 */
record Surroundings(Map<String, Node> directors, List<RouterSpec> others, List<Use> uses) {

    Surroundings {
        directors = Map.copyOf(directors);
        others = List.copyOf(others);
        uses = List.copyOf(uses);
    }

    /** A director: its group, and the interface that carries what has no other. */
    record Node(String group, String networkInterface) {}

    /** An address, and what a service of the group, or a host, does with it. */
    record Use(InetAddress address, Kind kind, String service, String group) {

        enum Kind {
            /** Packets to it are balanced. */
            VIRTUAL,
            /** Packets are forwarded to it. */
            REAL_SERVER,
            /** A registered real server has it; the service is its name, and it is of no group. */
            HOST
        }
    }

    /** The interface of a member; none of a director that is not at the site. */
    Optional<String> interfaceOf(RouterSpec.Member member) {
        return Optional.ofNullable(directors.get(member.director()))
                .map(node -> member.networkInterface(node.networkInterface()));
    }
}
