package dev.lvsfleet.lab.topology;

import dev.lvsfleet.lab.topology.Node.Role;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a lab, and the virtual address they serve on port 80.
 *
 * @param chapter what the lab shows
 * @param virtualAddress the VIP
 * @param webPort where nginx listens on the real servers
 */
public record Topology(Chapter chapter, List<Node> nodes, InetAddress virtualAddress, int webPort) {

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

    /** The nodes of a chapter, with the guide's addresses. */
    public static Topology of(Chapter chapter) {
        return switch (chapter) {
            case DIRECT_ROUTING -> directRouting();
            case SINGLE -> single();
            case NAT -> nat();
            case TUNNEL -> tunnel();
        };
    }

    /** Two directors, two nginx, two Tomcats, all on 192.168.148.0/24. */
    public static Topology directRouting() {
        return oneNetwork(Chapter.DIRECT_ROUTING, List.of("director-1", "director-2"));
    }

    /** The same with the first director alone. */
    public static Topology single() {
        return oneNetwork(Chapter.SINGLE, List.of("director-1"));
    }

    private static Topology oneNetwork(Chapter chapter, List<String> directors) {
        Site site = new Site(new Network("bridge0", 148), null);
        List<Node> nodes = new ArrayList<>(List.of(site.node("client", Role.CLIENT, 150)));
        for (int i = 0; i < directors.size(); i++) {
            nodes.add(site.node(directors.get(i), Role.DIRECTOR, 130 + i, AGENT));
        }
        nodes.addAll(List.of(
                site.node("nginx-1", Role.REAL_SERVER, 132, AGENT, NGINX),
                site.node("nginx-2", Role.REAL_SERVER, 133, AGENT, NGINX),
                site.node("tomcat-1", Role.APPLICATION_SERVER, 134, TOMCAT),
                site.node("tomcat-2", Role.APPLICATION_SERVER, 135, TOMCAT),
                site.node("control", Role.CONTROL, 140, POSTGRES, KAFKA, CONTROL_PLANE, HEALTH_SERVICE)));
        return new Topology(chapter, nodes, site.network().address(161), 80);
    }

    /**
     * The client outside, on 192.168.159.0/24, the real servers inside, on 192.168.148.0/24, and the director on both. No
     * node has a route to the other network, but for the one that the real servers' agents set: through the director.
     */
    public static Topology nat() {
        Site outside = new Site(new Network("outside", 159), null);
        Site inside = new Site(new Network("inside", 148), null);
        List<Attachment> both = List.of(outside.attachment(130), inside.attachment(130));
        return new Topology(
                Chapter.NAT,
                List.of(
                        outside.node("client", Role.CLIENT, 150),
                        new Node("director-1", Role.DIRECTOR, both, null, List.of(AGENT)),
                        inside.node("nginx-1", Role.REAL_SERVER, 132, AGENT, NGINX),
                        inside.node("nginx-2", Role.REAL_SERVER, 133, AGENT, NGINX),
                        inside.node("tomcat-1", Role.APPLICATION_SERVER, 134, TOMCAT),
                        inside.node("tomcat-2", Role.APPLICATION_SERVER, 135, TOMCAT),
                        inside.node("control", Role.CONTROL, 140, POSTGRES, KAFKA, CONTROL_PLANE, HEALTH_SERVICE)),
                outside.network().address(161),
                8080);
    }

    /** Everything on 192.168.148.0/24 but the second nginx, which a router joins to it from 192.168.149.0/24. */
    public static Topology tunnel() {
        Network near = new Network("near", 148);
        Network far = new Network("far", 149);
        Site here = new Site(near, new Attachment(near, 1));
        Site there = new Site(far, new Attachment(far, 1));
        List<Attachment> both = List.of(here.attachment(1), there.attachment(1));
        return new Topology(
                Chapter.TUNNEL,
                List.of(
                        here.node("client", Role.CLIENT, 150),
                        here.node("director-1", Role.DIRECTOR, 130, AGENT),
                        here.node("nginx-1", Role.REAL_SERVER, 132, AGENT, NGINX),
                        there.node("nginx-2", Role.REAL_SERVER, 133, AGENT, NGINX),
                        here.node("tomcat-1", Role.APPLICATION_SERVER, 134, TOMCAT),
                        here.node("tomcat-2", Role.APPLICATION_SERVER, 135, TOMCAT),
                        new Node("router", Role.ROUTER, both, null, List.of()),
                        here.node("control", Role.CONTROL, 140, POSTGRES, KAFKA, CONTROL_PLANE, HEALTH_SERVICE)),
                near.address(161),
                80);
    }

    /** A network and the router of its nodes, if it has one. */
    private record Site(Network network, @Nullable Attachment router) {

        Attachment attachment(int host) {
            return new Attachment(network, host);
        }

        Node node(String name, Role role, int host, String... processes) {
            return new Node(name, role, List.of(attachment(host)), router, List.of(processes));
        }
    }

    /** Its networks, each once. */
    public List<Network> networks() {
        return nodes.stream()
                .flatMap(node -> node.attachments().stream())
                .map(Attachment::network)
                .distinct()
                .toList();
    }

    /** What a node's kernel must have; empty when every kernel will do. */
    public Optional<KernelFeature> needs(Node node) {
        return switch (node.role()) {
            case DIRECTOR -> Optional.of(KernelFeature.IPVS);
            case REAL_SERVER -> chapter == Chapter.TUNNEL ? Optional.of(KernelFeature.IPIP) : Optional.empty();
            case CLIENT, APPLICATION_SERVER, CONTROL, ROUTER -> Optional.empty();
        };
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

    /** The first node of that role, which a command for one of them means. */
    public Node first(Role role) {
        return having(role).findFirst().orElseThrow(() -> new IllegalStateException("No node is a " + role));
    }

    /** The one node of that role. */
    public Node only(Role role) {
        List<Node> all = having(role).toList();
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " nodes are a " + role + ", not one");
        }
        return all.getFirst();
    }
}
