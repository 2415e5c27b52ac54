package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
import java.util.List;

/** Documents of one real server, {@code director-1} by name, for the documents of these tests are all that node's. */
final class RealServers {

    static final InetAddress VIP = Documents.VIP;
    static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    static final InetAddress GATEWAY = InetAddress.ofLiteral("192.168.148.131");
    static final DesiredAddress ON_LO = new DesiredAddress(VIP, 32, "lo");
    static final DesiredAddress ON_TUNNEL = new DesiredAddress(VIP, 32, "tunl0");
    static final SysctlKey ARP_IGNORE = SysctlKey.ofInterface("ipv4", "all", "arp_ignore");

    static final ServedAddress DIRECT = new ServedAddress(VIP, RIP, Forwarding.DIRECT_ROUTING, null);
    static final ServedAddress TUNNELLED = new ServedAddress(VIP, RIP, Forwarding.TUNNEL, Tunnel.PLAIN);
    static final ServedAddress GUE = tunnelled(Encapsulation.GUE, 6080, TunnelChecksum.NONE);
    static final ServedAddress GRE = tunnelled(Encapsulation.GRE, 0, TunnelChecksum.NONE);
    static final ServedAddress SUMMED_GRE = tunnelled(Encapsulation.GRE, 0, TunnelChecksum.CSUM);
    static final ServedAddress TRANSLATED = new ServedAddress(VIP, RIP, Forwarding.NAT, null);

    private RealServers() {}

    private static ServedAddress tunnelled(Encapsulation encapsulation, int port, TunnelChecksum checksum) {
        return new ServedAddress(VIP, RIP, Forwarding.TUNNEL, new Tunnel(encapsulation, port, checksum));
    }

    static DesiredState document(long revision, ServedAddress... served) {
        return DesiredState.ofRealServer("director-1", revision, "lab", Documents.NOON, List.of(served), null);
    }

    static DesiredState behind(boolean enforce) {
        return DesiredState.ofRealServer(
                "director-1", 1, "lab", Documents.NOON, List.of(TRANSLATED), new Gateway(GATEWAY, enforce));
    }
}
