package dev.lvsfleet.lab.server;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.net.InetAddress;
import java.util.function.Function;

/** How each process of the lab is run. */
public final class Programs {

    private final LabHome home;
    private final Checkout checkout;
    private final Topology topology;
    private final Function<Node, InetAddress> listenAddress;

    /** Programs of one lab.
     *
     * @param listenAddress where the agent of a node listens: an address the lab's own traffic cannot reach */
    public Programs(LabHome home, Checkout checkout, Topology topology, Function<Node, InetAddress> listenAddress) {
        this.home = home;
        this.checkout = checkout;
        this.topology = topology;
        this.listenAddress = listenAddress;
    }

    public ProcessSpec of(ProcessId id) {
        Node node = topology.node(id.node());
        Applications applications = new Applications(home, checkout, topology);
        return switch (id.process()) {
            case Topology.NGINX -> NginxServer.spec(home, topology, node);
            case Topology.TOMCAT -> TomcatServer.spec(home, checkout, node);
            case Topology.KAFKA -> KafkaServer.spec(home, checkout, node);
            case Topology.POSTGRES -> PostgresServer.spec(home, node);
            case Topology.CONTROL_PLANE -> applications.controlPlane();
            case Topology.HEALTH_SERVICE -> applications.healthService();
            case Topology.AGENT -> applications.agent(node, listenAddress.apply(node));
            default -> throw new IllegalArgumentException("Nothing is known of a process " + id);
        };
    }
}
