package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.gateway.GatewayDoors;
import dev.lvsfleet.lab.gateway.GatewayRoute;
import dev.lvsfleet.lab.guest.GuestKernel;
import dev.lvsfleet.lab.guest.GuestShell;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.HostKernel;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.network.Namespaces;
import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.lab.process.ProcessPlace;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ReadyProbe;
import dev.lvsfleet.lab.server.Applications;
import dev.lvsfleet.lab.server.Programs;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.shell.NodeShell;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** One lab on this machine, whether it is up or not: its parts, and how to reach each of its nodes and processes. */
public final class Lab {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Topology topology = Topology.directRouting();
    private final LabHome home;
    private final Checkout checkout;
    private final Namespaces namespaces;
    private final LabNetwork network;
    private final ProcessControl processes;
    private final GatewayDoors doors;
    private final Programs programs;
    private final boolean directorIsGuest;

    private Lab(LabName name, Checkout checkout, boolean directorIsGuest) {
        this.home = LabHome.of(name);
        this.checkout = checkout;
        this.namespaces = new Namespaces(name);
        this.network = new LabNetwork(name, topology, namespaces);
        this.processes = new ProcessControl(home, new ReadyProbe(namespaces));
        this.doors = new GatewayDoors(home);
        this.directorIsGuest = directorIsGuest;
        this.programs = new Programs(home, checkout, topology, directorAddress().getHostAddress());
    }

    /**
     * The lab of that name: one that stands as it was made, a new one with a director as this machine's kernel makes it
     * possible. A kernel that gains IPVS later does not change what a standing lab is.
     */
    public static Lab named(LabName name) throws IOException, InterruptedException {
        Optional<Boolean> made = new KernelChoice(LabHome.of(name)).remembered();
        return new Lab(name, Checkout.find(), made.isPresent() ? made.get() : !HostKernel.hasIpvs());
    }

    /** Has later commands find the same kind of director. */
    void rememberKernel() throws IOException {
        new KernelChoice(home).remember(directorIsGuest);
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

    /** Whether directors run on a guest's kernel because this machine's own has no IPVS. */
    public boolean directorIsGuest() {
        return directorIsGuest;
    }

    /**
     * Does nothing when there is something of the lab to work with.
     *
     * @throws LabException when it is down; the message says what starts it
     */
    public void requireUp() throws IOException {
        if (namespaces.existing().isEmpty()) {
            throw new LabException("The lab \"" + home.name().value() + "\" is not up; ./fleet lab up starts it");
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
        return isGuest(topology.node(node)) ? new GuestShell(namespaces, home, node) : namespaces.shell(node);
    }

    ProcessSpec spec(ProcessId id) {
        return programs.of(id);
    }

    ProcessPlace place(ProcessId id) {
        Node node = topology.node(id.node());
        return isGuest(node)
                ? new ProcessPlace(shell(node.name()), LabNetwork.SWITCH, directorAddress())
                : new ProcessPlace(shell(node.name()), node.name(), LOOPBACK);
    }

    ProcessSpec guestSpec(String node) {
        return GuestKernel.spec(home, checkout, topology, topology.node(node));
    }

    /** A guest's kernel is itself a process of the switch namespace. */
    ProcessPlace guestPlace() {
        return new ProcessPlace(namespaces.shell(LabNetwork.SWITCH), LabNetwork.SWITCH, directorAddress());
    }

    ProcessSpec gatewaySpec() {
        String control = topology.only(Role.CONTROL).name();
        String director = topology.only(Role.DIRECTOR).name();
        return doors.spec(
                home,
                checkout,
                List.of(
                        new GatewayRoute(
                                Topology.CONTROL_PLANE,
                                control,
                                new InetSocketAddress(LOOPBACK, Applications.CONTROL_PLANE_PORT)),
                        new GatewayRoute(
                                Topology.HEALTH_SERVICE,
                                control,
                                new InetSocketAddress(LOOPBACK, Applications.HEALTH_SERVICE_PORT)),
                        new GatewayRoute(
                                Topology.AGENT,
                                directorIsGuest ? LabNetwork.SWITCH : director,
                                new InetSocketAddress(directorAddress(), Applications.AGENT_PORT))));
    }

    ProcessPlace gatewayPlace() {
        return new ProcessPlace(LocalShell.ofHost(), "", LOOPBACK);
    }

    private boolean isGuest(Node node) {
        return directorIsGuest && node.role() == Role.DIRECTOR;
    }

    /** Where the agent listens: the lab's own network never reaches it. */
    private InetAddress directorAddress() {
        return directorIsGuest ? InetAddress.ofLiteral(LabNetwork.GUEST_MANAGEMENT_ADDRESS) : LOOPBACK;
    }
}
