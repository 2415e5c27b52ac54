package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.gateway.GatewayDoors;
import dev.lvsfleet.lab.gateway.GatewayRoute;
import dev.lvsfleet.lab.guest.GuestKernel;
import dev.lvsfleet.lab.guest.GuestShell;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.network.ManagementLink;
import dev.lvsfleet.lab.network.Namespaces;
import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.lab.process.ProcessPlace;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ReadyProbe;
import dev.lvsfleet.lab.server.Applications;
import dev.lvsfleet.lab.server.Programs;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.shell.NodeShell;
import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One lab on this machine, whether it is up or not: its parts, and how to reach each of its nodes and processes. */
public final class Lab {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Shape shape;
    private final Topology topology;
    private final LabHome home;
    private final Checkout checkout;
    private final Namespaces namespaces;
    private final LabNetwork network;
    private final ProcessControl processes;
    private final GatewayDoors doors;
    private final Programs programs;

    private Lab(LabName name, Checkout checkout, Shape shape) {
        this.shape = shape;
        this.topology = Topology.of(shape.chapter());
        this.home = LabHome.of(name);
        this.checkout = checkout;
        this.namespaces = new Namespaces(name);
        this.network = new LabNetwork(name, topology, shape.guests(), namespaces);
        this.processes = new ProcessControl(home, new ReadyProbe(namespaces));
        this.doors = new GatewayDoors(home);
        this.programs = new Programs(home, checkout, topology, this::listenAddress);
    }

    /** The lab of that name: one that stands as it was made, a new one as the direct-routing chapter. */
    public static Lab named(LabName name) throws IOException, InterruptedException {
        return named(name, Optional.empty());
    }

    /**
     * The lab of that name: one that stands as it was made, a new one as the chapter says and with guests where this
     * machine's kernel makes them necessary. A kernel that gains a module later does not change what a standing lab is.
     *
     * @param chapter empty for that of the lab that stands, else for direct routing
     * @throws LabException when the lab stands and shows another chapter
     */
    public static Lab named(LabName name, Optional<Chapter> chapter) throws IOException, InterruptedException {
        Optional<Shape> made = new ShapeStore(LabHome.of(name)).remembered();
        if (made.isEmpty()) {
            Chapter wanted = chapter.orElse(Chapter.DIRECT_ROUTING);
            return new Lab(name, Checkout.find(), Shape.onThisMachine(wanted));
        }
        Chapter stands = made.get().chapter();
        if (chapter.isPresent() && chapter.get() != stands) {
            throw new LabException("The lab \"" + name.value() + "\" stands with the topology " + stands.word()
                    + " and keeps it; for " + chapter.get().word() + " take it down before (./fleet lab down), or give "
                    + "another lab a name (./fleet lab --lab NAME up --topology "
                    + chapter.get().word() + ")");
        }
        return new Lab(name, Checkout.find(), made.get());
    }

    /** The nodes of the lab of that name, or of one that would be made. */
    public static Topology topologyOf(LabName name) throws IOException {
        Optional<Shape> made = new ShapeStore(LabHome.of(name)).remembered();
        return Topology.of(made.map(Shape::chapter).orElse(Chapter.DIRECT_ROUTING));
    }

    /** Has later commands find the same lab. */
    void rememberShape() throws IOException {
        new ShapeStore(home).remember(shape);
    }

    public Topology topology() {
        return topology;
    }

    public LabHome home() {
        return home;
    }

    public Namespaces namespaces() {
        return namespaces;
    }

    /** The nodes that run on a guest's kernel because this machine's own lacks what they need. */
    public Set<String> guests() {
        return shape.guests();
    }

    /** Whether the directors are among them. */
    public boolean directorIsGuest() {
        return isGuest(topology.first(Role.DIRECTOR));
    }

    /**
     * Does nothing when there is something of the lab to work with.
     *
     * @throws LabException when it is down; the message says what starts it
     */
    public void requireUp() throws IOException {
        if (namespaces.existing().isEmpty()) {
            throw new LabException("The lab \"" + home.name().value() + "\" is not up; "
                    + home.name().upCommand() + " starts it");
        }
    }

    public GatewayDoors doors() {
        return doors;
    }

    LabNetwork network() {
        return network;
    }

    ProcessControl processes() {
        return processes;
    }

    /** Runs commands in a node. */
    public NodeShell shell(String node) {
        Node known = topology.node(node);
        return isGuest(known)
                ? new GuestShell(namespaces, home, ManagementLink.of(topology, known))
                : namespaces.shell(node);
    }

    ProcessSpec spec(ProcessId id) {
        return programs.of(id);
    }

    ProcessPlace place(ProcessId id) {
        Node node = topology.node(id.node());
        return new ProcessPlace(shell(node.name()), doorway(node), listenAddress(node));
    }

    ProcessSpec guestSpec(String node) {
        return GuestKernel.spec(home, checkout, topology, topology.node(node));
    }

    /** A guest's kernel is itself a process of the switch namespace. */
    ProcessPlace guestPlace(String node) {
        return new ProcessPlace(
                namespaces.shell(LabNetwork.SWITCH), LabNetwork.SWITCH, listenAddress(topology.node(node)));
    }

    /** Doors to the two services of the fleet, by their names, and to every agent, by its node's. */
    ProcessSpec gatewaySpec() {
        String control = topology.only(Role.CONTROL).name();
        List<GatewayRoute> routes = new ArrayList<>(List.of(
                new GatewayRoute(
                        Topology.CONTROL_PLANE,
                        control,
                        new InetSocketAddress(LOOPBACK, Applications.CONTROL_PLANE_PORT)),
                new GatewayRoute(
                        Topology.HEALTH_SERVICE,
                        control,
                        new InetSocketAddress(LOOPBACK, Applications.HEALTH_SERVICE_PORT))));
        topology.nodes().stream()
                .filter(node -> node.processes().contains(Topology.AGENT))
                .map(node -> new GatewayRoute(
                        node.name(),
                        doorway(node),
                        new InetSocketAddress(listenAddress(node), Applications.AGENT_PORT)))
                .forEach(routes::add);
        return doors.spec(home, checkout, routes);
    }

    ProcessPlace gatewayPlace() {
        return new ProcessPlace(LocalShell.ofHost(), "", LOOPBACK);
    }

    private boolean isGuest(Node node) {
        return guests().contains(node.name());
    }

    /** The namespace from which the node's own ports can be asked. */
    private String doorway(Node node) {
        return isGuest(node) ? LabNetwork.SWITCH : node.name();
    }

    /** Where the agent listens, seen from there: the lab's own network never reaches it. */
    private InetAddress listenAddress(Node node) {
        return isGuest(node) ? ManagementLink.of(topology, node).guestAddress() : LOOPBACK;
    }
}
