package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The User-Mode Linux process that is a director: a Linux kernel with IPVS as an ordinary program of this machine, its
 * root file system the host's own.
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
                List.of(
                        "linux.uml",
                        "mem=1G",
                        "rootfstype=hostfs",
                        "rootflags=/",
                        "rw",
                        "init=" + init,
                        vector(0, LabNetwork.GUEST_TAP, node, "52:54:00"),
                        vector(1, LabNetwork.MANAGEMENT_TAP, node, "52:54:01"),
                        "con=null",
                        "con0=null,fd:1",
                        "uml_dir=" + directory,
                        "umid=uml",
                        "quiet"),
                Map.of(),
                new Ready.Accepts(GuestShell.PORT, BOOT_LIMIT),
                StopSignal.TERM);
    }

    private static String vector(int number, String tap, Node node, String vendor) {
        byte[] address = node.address().getAddress();
        String mac = "%s:%02x:%02x:%02x".formatted(vendor, address[1], address[2], address[3]);
        return "vec" + number + ":transport=tap,ifname=" + tap + ",depth=128,gro=1,mac=" + mac;
    }

    /** Whether this machine has the kernel to boot; when not, the message says what to do. */
    public static void require() {
        if (!Files.isExecutable(Path.of("/usr/bin/linux.uml"))) {
            throw new LabException("A director needs IPVS: this machine's kernel has no ip_vs module, and there is no "
                    + "User-Mode Linux here to boot one (Debian and Ubuntu package user-mode-linux; "
                    + "other distributions' own kernels have ip_vs)");
        }
    }
}
