package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.network.ManagementLink;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The User-Mode Linux process that is a node: a Linux kernel with IPVS and tunnels as an ordinary program of this machine,
 * its root file system the host's own.
 */
public final class GuestKernel {

    /** What the process is called in the node's directory of logs. */
    public static final String PROCESS = "kernel";

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);

    private GuestKernel() {}

    /** The guest's kernel as a process of the lab; it must be started in the switch namespace, where its taps are. */
    public static ProcessSpec spec(LabHome home, Checkout checkout, Topology topology, Node node) {
        Path directory = home.node(node.name());
        Path init = directory.resolve("init.sh");
        return new ProcessSpec(
                new ProcessId(node.name(), PROCESS),
                () -> {
                    Files.writeString(init, GuestInit.script(topology, node, checkout.classes()));
                    Files.setPosixFilePermissions(init, PosixFilePermissions.fromString("rwxr-xr-x"));
                },
                command(directory, init, topology, node),
                Map.of(),
                new Ready.Accepts(GuestShell.PORT, BOOT_LIMIT),
                StopSignal.TERM);
    }

    private static List<String> command(Path directory, Path init, Topology topology, Node node) {
        List<String> command = new ArrayList<>(List.of(
                "linux.uml",
                "mem=" + (node.role() == Role.DIRECTOR ? "1G" : "512M"),
                "rootfstype=hostfs",
                "rootflags=/",
                "rw",
                "init=" + init));
        int wires = node.attachments().size();
        for (int i = 0; i < wires; i++) {
            InetAddress address = node.attachments().get(i).address();
            command.add(vector(i, LabNetwork.port(node, i), "52:54:00", address));
        }
        ManagementLink management = ManagementLink.of(topology, node);
        command.add(vector(wires, management.tap(), "52:54:01", management.guestAddress()));
        command.addAll(List.of("con=null", "con0=null,fd:1", "uml_dir=" + directory, "umid=uml", "quiet"));
        return command;
    }

    private static String vector(int number, String tap, String vendor, InetAddress of) {
        byte[] address = of.getAddress();
        String mac = "%s:%02x:%02x:%02x".formatted(vendor, address[1], address[2], address[3]);
        return "vec" + number + ":transport=tap,ifname=" + tap + ",depth=128,gro=1,mac=" + mac;
    }

    /** Whether this machine has the kernel to boot; when not, the message says what to do. */
    public static void require() {
        if (!Files.isExecutable(Path.of("/usr/bin/linux.uml"))) {
            throw new LabException(
                    "A node needs a kernel with IPVS or IPIP: this machine's own has no such module, and "
                            + "there is no User-Mode Linux here to boot one (Debian and Ubuntu package user-mode-linux; "
                            + "other distributions' own kernels have both)");
        }
    }
}
