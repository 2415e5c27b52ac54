package dev.lvsfleet.lab.network;

import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Topology;
import java.net.InetAddress;

/**
 * The link from the switch namespace to a guest that does not pass a bridge, so it lives when the lab's network is cut.
 *
 * @param node the guest
 * @param number its place among the lab's nodes, 0 to 62: each link has a /30 of 169.254.130.0/24
 */
public record ManagementLink(String node, int number) {

    /** The length of the prefix of both ends' addresses. */
    public static final int PREFIX_LENGTH = 30;

    /** The link to the guest that this node is. */
    public static ManagementLink of(Topology topology, Node node) {
        return new ManagementLink(node.name(), topology.nodes().indexOf(node));
    }

    /** The name of the tap in the switch namespace. */
    public String tap() {
        return node + ".m";
    }

    /** The switch namespace's address on it. */
    public InetAddress switchAddress() {
        return address(1);
    }

    /** The guest's address on it. */
    public InetAddress guestAddress() {
        return address(2);
    }

    private InetAddress address(int host) {
        return InetAddress.ofLiteral("169.254.130." + (4 * number + host));
    }
}
