package dev.lvsfleet.lab.server;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The fleet's own three applications, each from its one-jar package. */
public final class Applications {

    public static final int CONTROL_PLANE_PORT = 8080;
    public static final int AGENT_PORT = 9180;
    public static final int HEALTH_SERVICE_PORT = 9280;

    /** The data center the lab plays. */
    public static final String SITE = "lab";

    private static final String HEALTH = "/q/health/ready";
    private static final Lock PREPARING = new ReentrantLock();
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final LabHome home;
    private final Checkout checkout;
    private final Node control;

    Applications(LabHome home, Checkout checkout, Topology topology) {
        this.home = home;
        this.checkout = checkout;
        this.control = topology.only(Role.CONTROL);
    }

    ProcessSpec controlPlane() {
        return application(
                control,
                Topology.CONTROL_PLANE,
                "control-plane",
                192,
                CONTROL_PLANE_PORT,
                Map.of(
                        "quarkus.http.port",
                        Integer.toString(CONTROL_PLANE_PORT),
                        "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://127.0.0.1:" + PostgresServer.PORT + "/postgres",
                        "quarkus.datasource.username",
                        PostgresServer.USER,
                        "quarkus.datasource.password",
                        PostgresServer.USER,
                        "kafka.bootstrap.servers",
                        kafka(control),
                        "lvsfleet.data-dir",
                        controlPlaneData(home, control).toString()));
    }

    ProcessSpec healthService() {
        return application(
                control,
                Topology.HEALTH_SERVICE,
                "health-service",
                128,
                HEALTH_SERVICE_PORT,
                Map.of(
                        "quarkus.http.port", Integer.toString(HEALTH_SERVICE_PORT),
                        "kafka.bootstrap.servers", kafka(control),
                        "lvsfleet.health.site", SITE,
                        "lvsfleet.health.vantage", control.name()));
    }

    /** The agent of a director or of a real server: the same program. */
    ProcessSpec agent(Node node, InetAddress listenAddress) {
        boolean director = node.role() == Role.DIRECTOR;
        Path state = home.node(node.name()).resolve("state");
        return application(
                node,
                Topology.AGENT,
                "director-agent",
                director ? 96 : 48,
                AGENT_PORT,
                Map.ofEntries(
                        Map.entry("quarkus.http.host", listenAddress.getHostAddress()),
                        Map.entry("quarkus.http.port", Integer.toString(AGENT_PORT)),
                        Map.entry("kafka.bootstrap.servers", kafka(control)),
                        Map.entry("lvsfleet.agent.node", node.name()),
                        Map.entry("lvsfleet.agent.site", SITE),
                        Map.entry("lvsfleet.agent.role", director ? "director" : "real-server"),
                        Map.entry("lvsfleet.agent.state-dir", state.toString()),
                        Map.entry(
                                "lvsfleet.agent.trusted-keys",
                                controlPlaneData(home, control)
                                        .resolve("fleet.pub")
                                        .toString()),
                        // In a lab somebody waits for what is found.
                        Map.entry("lvsfleet.agent.resync-interval", "5s"),
                        Map.entry("lvsfleet.agent.doctor-interval", "10s"),
                        // Every node's root file system is this machine's: what loads at its boot is not the lab's to
                        // say.
                        Map.entry("lvsfleet.agent.modules-load-dir", state.toString())));
    }

    /** Where the lab's Kafka is reached by all nodes. */
    public static String kafka(Node control) {
        return control.address().getHostAddress() + ":" + KafkaServer.PORT;
    }

    /** Where the control plane writes its keys and its first token. */
    public static Path controlPlaneData(LabHome home, Node control) {
        return home.node(control.name()).resolve("control-plane");
    }

    private ProcessSpec application(
            Node node, String process, String module, int heapMegabytes, int port, Map<String, String> settings) {
        Path built = checkout.application(module);
        Path jar = home.directory().resolve("applications").resolve(built.getFileName());
        Path temporary = home.node(node.name()).resolve("temporary").resolve(process);
        List<String> flags = flags(heapMegabytes);
        List<String> command = new ArrayList<>(flags);
        command.add("-Djava.io.tmpdir=" + temporary);
        if (process.equals(Topology.AGENT)) {
            command.add("-XX:AOTCache="
                    + jar.resolveSibling(AheadOfTimeCache.of(checkout).file().getFileName()));
        }
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        return new ProcessSpec(
                new ProcessId(node.name(), process),
                () -> {
                    Files.createDirectories(temporary);
                    prepare(built, jar, flags, process);
                },
                command,
                Map.of(),
                new Ready.Answers(port, HEALTH, START_LIMIT),
                StopSignal.TERM);
    }

    /** One at a time: several agents start at once, from the same files. */
    private void prepare(Path built, Path jar, List<String> flags, String process)
            throws IOException, InterruptedException {
        PREPARING.lockInterruptibly();
        try {
            Files.createDirectories(jar.getParent());
            copy(built, jar);
            if (process.equals(Topology.AGENT)) {
                AheadOfTimeCache cache = AheadOfTimeCache.of(checkout);
                cache.make(flags);
                copy(cache.file(), jar.resolveSibling(cache.file().getFileName()));
            }
        } finally {
            PREPARING.unlock();
        }
    }

    private static List<String> flags(int heapMegabytes) {
        return List.of(
                Checkout.java(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // A guest shares the host's /tmp, where its process ids would be taken for the host's.
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.console.color=false",
                "-Dquarkus.banner.enabled=false");
    }

    /** A copy, so that a build cannot pull a file from under a running lab; of the same time, as the cache demands. */
    private static void copy(Path built, Path copy) throws IOException {
        if (!Files.exists(copy) || !Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(built))) {
            Files.copy(built, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
