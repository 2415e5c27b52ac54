package dev.lvsfleet.lab.network;

import dev.lvsfleet.lab.host.HostKernel;
import dev.lvsfleet.lab.topology.Attachment;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Network;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.Topology;
import dev.lvsfleet.linux.sysctl.SysctlClient;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The lab's wires: a namespace per node, joined by bridges in a namespace of their own, so that the host's own namespace
 * shows no link and no address of the lab.
 */
public final class LabNetwork {

    /** The namespace that holds the bridges and the far ends of all wires. */
    public static final String SWITCH = "switch";

    private final LabName lab;
    private final Topology topology;
    private final Set<String> guests;
    private final Namespaces namespaces;

    /** The network of one lab.
     *
     * @param guests the names of the nodes that have a kernel of their own, and so taps and no namespace */
    public LabNetwork(LabName lab, Topology topology, Set<String> guests, Namespaces namespaces) {
        this.lab = lab;
        this.topology = topology;
        this.guests = Set.copyOf(guests);
        this.namespaces = namespaces;
    }

    /** What the switch calls the wire to a node's interface eth0, eth1 and so on. */
    public static String port(Node node, int number) {
        return number == 0 ? node.name() : node.name() + "." + number;
    }

    /** Creates everything; none of it may exist. */
    public void create() throws IOException, InterruptedException {
        namespaces.create(expected());
        namespaces.batch(SWITCH, hub());
        for (Node node : topology.nodes()) {
            if (!guests.contains(node.name())) {
                namespaces.batch(node.name(), end(node, HostKernel.hasIpv6()));
            }
            if (node.role() == Role.ROUTER) {
                namespaces.inside(node.name(), () -> {
                    forward();
                    return node;
                });
            }
        }
    }

    /** The namespaces that {@link #create} makes. */
    public List<String> expected() {
        List<String> names = new ArrayList<>(List.of(SWITCH));
        topology.nodes().stream()
                .map(Node::name)
                .filter(name -> !guests.contains(name))
                .forEach(names::add);
        return names;
    }

    /** The switch: a bridge for each network, with a port for every node on it. */
    private List<String> hub() {
        List<String> commands = new ArrayList<>(List.of("link set lo up"));
        for (Network network : topology.networks()) {
            commands.add("link add " + network.bridge() + " type bridge");
            commands.add("link set " + network.bridge() + " up");
        }
        for (Node node : topology.nodes()) {
            boolean guest = guests.contains(node.name());
            for (int i = 0; i < node.attachments().size(); i++) {
                commands.add(guest ? tap(port(node, i)) : wire(node, i));
                String bridge = node.attachments().get(i).network().bridge();
                commands.add("link set " + port(node, i) + " master " + bridge + " up");
            }
            if (guest) {
                commands.addAll(management(ManagementLink.of(topology, node)));
            }
        }
        return commands;
    }

    private String wire(Node node, int number) {
        return "link add " + port(node, number) + " type veth peer name eth" + number + " netns "
                + lab.namespace(node.name());
    }

    private static String tap(String name) {
        return "tuntap add dev " + name + " mode tap";
    }

    private static List<String> management(ManagementLink link) {
        String address = link.switchAddress().getHostAddress() + "/" + ManagementLink.PREFIX_LENGTH;
        return List.of(tap(link.tap()), "addr add " + address + " dev " + link.tap(), "link set " + link.tap() + " up");
    }

    /**
     * The node's ends of its wires, as arguments of {@code ip}: its own addresses and its route to other networks. A
     * virtual address, kernel settings and the route through a director are its agent's to give.
     */
    public static List<String> end(Node node, boolean ipv6) {
        List<String> commands = new ArrayList<>(List.of("link set lo up"));
        for (int i = 0; i < node.attachments().size(); i++) {
            Attachment attachment = node.attachments().get(i);
            commands.add("addr add " + attachment.interfaceAddress() + " dev eth" + i);
            if (ipv6) {
                // No duplicate address detection: the address serves at once, and nobody else could have it.
                commands.add("addr add " + attachment.interfaceAddress6() + " dev eth" + i + " nodad");
            }
            commands.add("link set eth" + i + " up");
        }
        Attachment router = node.router();
        if (router != null) {
            commands.add("route add default via " + router.address().getHostAddress());
            if (ipv6) {
                commands.add("route add default via " + router.address6().getHostAddress());
            }
        }
        return commands;
    }

    /**
     * Makes a router of the node in whose namespace this thread is. Answers of the virtual address come to it from the far
     * side, though the address is of the near one: a reverse path filter, which some machines give every new namespace,
     * would drop them.
     */
    private static void forward() throws IOException {
        SysctlClient settings = new SysctlClient();
        settings.write(SysctlKey.of("net", "ipv4", "ip_forward"), "1");
        if (HostKernel.hasIpv6()) {
            settings.write(SysctlKey.ofInterface("ipv6", "all", "forwarding"), "1");
        }
        for (String name : List.of("all", "eth0", "eth1")) {
            settings.write(SysctlKey.ofInterface("ipv4", name, "rp_filter"), "0");
        }
    }
}
