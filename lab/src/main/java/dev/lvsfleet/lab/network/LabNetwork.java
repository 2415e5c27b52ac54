package dev.lvsfleet.lab.network;

import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lab's wires: a namespace per node, joined by a bridge in a namespace of its own, so that the host's own namespace
 * shows no link and no address of the lab.
 */
public final class LabNetwork {

    /** The namespace that holds the bridge and the far ends of all wires. */
    public static final String SWITCH = "switch";

    /** The link from the switch namespace to a guest that does not pass the bridge, so it lives when the lab's network is cut. */
    public static final String MANAGEMENT_TAP = "management";

    /** The switch namespace's address on the management link. */
    public static final String SWITCH_MANAGEMENT_ADDRESS = "169.254.130.1";

    /** The guest's address on the management link. */
    public static final String GUEST_MANAGEMENT_ADDRESS = "169.254.130.2";

    /** The guest's end of the lab's network. */
    public static final String GUEST_TAP = "guest";

    private final LabName lab;
    private final Topology topology;
    private final Namespaces namespaces;

    public LabNetwork(LabName lab, Topology topology, Namespaces namespaces) {
        this.lab = lab;
        this.topology = topology;
        this.namespaces = namespaces;
    }

    /** Creates everything; none of it may exist. */
    public void create(boolean directorIsGuest) throws IOException, InterruptedException {
        namespaces.create(expected(directorIsGuest));
        namespaces.batch(SWITCH, hub(directorIsGuest));
        for (Node node : topology.nodes()) {
            if (!(directorIsGuest && node.role() == Role.DIRECTOR)) {
                namespaces.batch(node.name(), end(node));
            }
        }
    }

    /** The namespaces that {@link #create} makes. */
    public List<String> expected(boolean directorIsGuest) {
        List<String> names = new ArrayList<>(List.of(SWITCH));
        topology.nodes().stream()
                .filter(node -> !(directorIsGuest && node.role() == Role.DIRECTOR))
                .forEach(node -> names.add(node.name()));
        return names;
    }

    /** The switch: a bridge with a port for every node. */
    private List<String> hub(boolean directorIsGuest) {
        List<String> commands =
                new ArrayList<>(List.of("link add bridge0 type bridge", "link set bridge0 up", "link set lo up"));
        for (Node node : topology.nodes()) {
            commands.addAll(directorIsGuest && node.role() == Role.DIRECTOR ? taps() : wire(node));
        }
        return commands;
    }

    private List<String> wire(Node node) {
        return List.of(
                "link add " + node.name() + " type veth peer name eth0 netns " + lab.namespace(node.name()),
                "link set " + node.name() + " master bridge0 up");
    }

    private static List<String> taps() {
        return List.of(
                "tuntap add dev " + GUEST_TAP + " mode tap",
                "link set " + GUEST_TAP + " master bridge0 up",
                "tuntap add dev " + MANAGEMENT_TAP + " mode tap",
                "addr add " + SWITCH_MANAGEMENT_ADDRESS + "/30 dev " + MANAGEMENT_TAP,
                "link set " + MANAGEMENT_TAP + " up");
    }

    /** The node's end of its wire: its own addresses. A virtual address and kernel settings are its agent's to give. */
    private List<String> end(Node node) {
        return List.of(
                "link set lo up",
                "addr add " + node.address().getHostAddress() + "/" + topology.prefixLength() + " dev eth0",
                // No duplicate address detection: the address serves at once, and nobody else could have it.
                "addr add " + node.address6().getHostAddress() + "/" + Node.PREFIX_LENGTH_6 + " dev eth0 nodad",
                "link set eth0 up");
    }
}
