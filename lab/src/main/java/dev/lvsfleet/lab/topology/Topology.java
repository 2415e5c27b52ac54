package dev.lvsfleet.lab.topology;

import dev.lvsfleet.lab.topology.Node.Role;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The nodes of a lab and the virtual address they serve, all on one network.
 *
 * @param prefixLength of the lab's network
 * @param virtualAddress the VIP
 */
public record Topology(List<Node> nodes, int prefixLength, InetAddress virtualAddress) {

    public static final String AGENT = "agent";
    public static final String NGINX = "nginx";
    public static final String TOMCAT = "tomcat";
    public static final String KAFKA = "kafka";
    public static final String POSTGRES = "postgres";
    public static final String CONTROL_PLANE = "control-plane";
    public static final String HEALTH_SERVICE = "health-service";

    public Topology {
        nodes = List.copyOf(nodes);
    }

    /** The direct-routing chapter of the guide: one director, two nginx, two Tomcats, on 192.168.148.0/24. */
    public static Topology directRouting() {
        return new Topology(
                List.of(
                        node("client", 150, Role.CLIENT),
                        node("director-1", 130, Role.DIRECTOR, AGENT),
                        node("nginx-1", 132, Role.REAL_SERVER, AGENT, NGINX),
                        node("nginx-2", 133, Role.REAL_SERVER, AGENT, NGINX),
                        node("tomcat-1", 134, Role.APPLICATION_SERVER, TOMCAT),
                        node("tomcat-2", 135, Role.APPLICATION_SERVER, TOMCAT),
                        node("control", 140, Role.CONTROL, POSTGRES, KAFKA, CONTROL_PLANE, HEALTH_SERVICE)),
                24,
                InetAddress.ofLiteral("192.168.148.161"));
    }

    private static Node node(String name, int host, Role role, String... processes) {
        return new Node(
                name,
                InetAddress.ofLiteral("192.168.148." + host),
                InetAddress.ofLiteral("fd00:148::" + host),
                role,
                List.of(processes));
    }

    /** The node of that name, if there is one. */
    public Optional<Node> find(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /**
     * The node of that name.
     *
     * @throws IllegalArgumentException when there is none; the message says which there are
     */
    public Node node(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no node \"" + name + "\"; the nodes are "
                        + String.join(", ", nodes.stream().map(Node::name).toList())));
    }

    /**
     * The process of that name on the node of that name.
     *
     * @throws IllegalArgumentException when there is no such node or process; the message says which there are
     */
    public ProcessId process(String nodeName, String process) {
        Node node = node(nodeName);
        if (node.processes().contains(process)) {
            return new ProcessId(nodeName, process);
        }
        throw new IllegalArgumentException(
                "There is no process \"" + process + "\" on " + nodeName + "; " + node.processText() + " runs there");
    }

    /** All processes of all nodes, node by node. */
    public List<ProcessId> processes() {
        return nodes.stream()
                .flatMap(node -> node.processes().stream().map(process -> new ProcessId(node.name(), process)))
                .toList();
    }

    public Stream<Node> having(Role role) {
        return nodes.stream().filter(node -> node.role() == role);
    }

    /** The one node of that role. */
    public Node only(Role role) {
        return having(role).findFirst().orElseThrow(() -> new IllegalStateException("No node is a " + role));
    }
}
