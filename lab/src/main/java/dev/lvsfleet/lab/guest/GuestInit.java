package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Topology;
import java.nio.file.Path;

/** The first program of a guest, as a shell script: it makes a director of a bare kernel and becomes {@link GuestServer}. */
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
            /run/modprobe ip_vs || echo "guest: no ip_vs"

            ip link set lo up
            ip link set vec0 name eth0
            ip link set vec1 name mgmt0
            ip addr add @ADDRESS@ dev eth0
            ip addr add @ADDRESS6@ dev eth0 nodad
            ip addr add @MANAGEMENT@/30 dev mgmt0
            ip link set eth0 up
            ip link set mgmt0 up
            hostname @NODE@
            exec "@JAVA@" -XX:+UseSerialGC -Xmx32m -XX:TieredStopAtLevel=1 -Xshare:auto -XX:-UsePerfData -cp '@CLASSES@' \\
                @SERVER@ @MANAGEMENT@ @PORT@
            """;

    private GuestInit() {}

    static String script(Topology topology, Node node, Path classes) {
        return SCRIPT.replace("@ADDRESS@", node.address().getHostAddress() + "/" + topology.prefixLength())
                .replace("@ADDRESS6@", node.address6().getHostAddress() + "/" + Node.PREFIX_LENGTH_6)
                .replace("@MANAGEMENT@", LabNetwork.GUEST_MANAGEMENT_ADDRESS)
                .replace("@NODE@", node.name())
                .replace("@JAVA@", Checkout.java())
                .replace("@CLASSES@", classes.toString())
                .replace("@SERVER@", GuestServer.class.getName())
                .replace("@PORT@", Integer.toString(GuestShell.PORT));
    }
}
