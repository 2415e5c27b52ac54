package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.network.ManagementLink;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first program of a guest, as a shell script: it gives a bare kernel its place in the lab and becomes {@link GuestServer}. */
final class GuestInit {

    private static final String SCRIPT = """
            #!/bin/sh
            # Written by the lab; the first and only init of this guest.
            export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
            mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t tmpfs tmpfs /run
            mount -t tmpfs tmpfs /dev/shm 2>/dev/null

            # The kernel's modules are not where modprobe looks; the kernel loads schedulers itself, through the wrapper.
            mkdir -p /run/modules/lib/modules
            ln -s "/usr/lib/uml/modules/$(uname -r)" /run/modules/lib/modules/
            printf '#!/bin/sh\\nexec /sbin/modprobe -d /run/modules "$@"\\n' > /run/modprobe
            chmod 755 /run/modprobe
            echo /run/modprobe > /proc/sys/kernel/modprobe
            /run/modprobe -q ipv6 # where it is a module
            @IPVS@

            @NETWORK@
            hostname @NODE@
            exec "@JAVA@" -XX:+UseSerialGC -Xmx32m -XX:TieredStopAtLevel=1 -Xshare:auto -XX:-UsePerfData -cp '@CLASSES@' \\
                @SERVER@ @MANAGEMENT@ @PORT@
            """;

    private GuestInit() {}

    static String script(Topology topology, Node node, Path classes) {
        ManagementLink management = ManagementLink.of(topology, node);
        // At once, and not only with the agent: contract tests and benchmarks use a director that has none.
        String ipvs = node.role() == Role.DIRECTOR ? "/run/modprobe ip_vs || echo 'guest: no ip_vs'" : "";
        return SCRIPT.replace("@NETWORK@", String.join("\n", network(node, management)))
                .replace("@MANAGEMENT@", management.guestAddress().getHostAddress())
                .replace("@IPVS@", ipvs)
                .replace("@NODE@", node.name())
                .replace("@JAVA@", Checkout.java())
                .replace("@CLASSES@", classes.toString())
                .replace("@SERVER@", GuestServer.class.getName())
                .replace("@PORT@", Integer.toString(GuestShell.PORT));
    }

    /** The kernel calls its interfaces vec0 and so on, the management link's last. */
    private static List<String> network(Node node, ManagementLink management) {
        List<String> lines = new ArrayList<>();
        int wires = node.attachments().size();
        for (int i = 0; i < wires; i++) {
            lines.add("ip link set vec" + i + " name eth" + i);
        }
        lines.add("ip link set vec" + wires + " name mgmt0");
        LabNetwork.end(node, true).forEach(arguments -> lines.add("ip " + arguments));
        lines.add("ip addr add " + management.guestAddress().getHostAddress() + "/" + ManagementLink.PREFIX_LENGTH
                + " dev mgmt0");
        lines.add("ip link set mgmt0 up");
        return lines;
    }
}
