package dev.lvsfleet.agent.doctor;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts of the real kernel on one wire are made ill, and the doctor finds it. */
@Tag("kernel")
class NamespaceDoctorIT {

    private static final DesiredState DIRECTOR = state(1, web(real(132, 1)));
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");

    @TempDir
    Path directory;

    private PrivateNamespace director;
    private PrivateNamespace other;

    @BeforeEach
    void wire() throws IOException {
        director = new PrivateNamespace();
        other = new PrivateNamespace();
        director.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        director.give("eth1", other);
        other.ip("link", "set", "eth1", "name", "eth0");
        other.ip("link", "set", "eth0", "address", "02:00:00:00:00:02");
        director.ip("addr", "add", "192.168.148.130/24", "dev", "eth0");
        director.ip("addr", "add", "192.168.148.161/32", "dev", "eth0");
        other.ip("addr", "add", "192.168.148.132/24", "dev", "eth0");
        director.ip("link", "set", "eth0", "up");
        other.ip("link", "set", "eth0", "up");
        write(director, "ip_forward", "1");
        write(director, "conf/all/send_redirects", "0");
        write(director, "conf/eth0/send_redirects", "0");
    }

    @AfterEach
    void leave() {
        director.close();
        other.close();
    }

    private static void write(PrivateNamespace where, String setting, String value) {
        where.run("sh", "-c", "echo " + value + " > /proc/sys/net/ipv4/" + setting);
    }

    /** Beside what is this machine's and not the namespace's: its clock, its modules, its programs. */
    private List<Finding> findings(PrivateNamespace patient, DesiredState document) {
        return patient
                .inside(() -> {
                    try (NodeProbe probe = new NodeProbeClient(directory)) {
                        return DoctorRules.findings(Optional.of(document), probe.look(Optional.of(document)));
                    }
                })
                .stream()
                .filter(it -> !it.code().matches("clock-.*|selinux-.*|ipvs-.*"))
                .filter(it -> !it.subject().equals(AdmittanceRules.CHECK))
                .toList();
    }

    @Test
    void aDirectorOnWhichNothingIsWrongHasNoFinding() {
        assertThat(findings(director, DIRECTOR)).isEmpty();
    }

    @Test
    void aRealServerThatWasNotPreparedIsNamedUntilItKeepsQuiet() {
        other.ip("addr", "add", "192.168.148.161/32", "dev", "lo");

        assertThat(findings(director, DIRECTOR)).singleElement().satisfies(it -> {
            assertThat(it.code()).isEqualTo("real-server-answers-arp");
            assertThat(it.evidence()).contains("02:00:00:00:00:02", "the real server 192.168.148.132");
        });

        write(other, "conf/all/arp_ignore", "1");
        assertThat(findings(director, DIRECTOR)).isEmpty();
    }

    @Test
    void anotherHostWithTheAddressIsFoundByItsMac() {
        other.ip("addr", "flush", "dev", "eth0");
        other.ip("addr", "add", "192.168.148.131/24", "dev", "eth0");
        other.ip("addr", "add", "192.168.148.161/32", "dev", "eth0");

        assertThat(findings(director, DIRECTOR)).singleElement().satisfies(it -> {
            assertThat(it.code()).isEqualTo("address-held-twice");
            assertThat(it.evidence()).contains("02:00:00:00:00:02", "192.168.148.161");
        });
    }

    @Test
    void settingsThatSomebodyTurnedRoundAreFound() {
        write(director, "ip_forward", "0");
        write(director, "conf/all/send_redirects", "1");
        write(director, "conf/eth0/send_redirects", "1");

        assertThat(findings(director, DIRECTOR))
                .extracting(Finding::subject)
                .containsExactly(
                        "net.ipv4.ip_forward", "net.ipv4.conf.all.send_redirects", "net.ipv4.conf.eth0.send_redirects");
    }

    @Test
    void aWireThatIsTooNarrowForATunnelIsFound() {
        DesiredState document =
                state(1, web(new DesiredRealServer(RIP, 80, 1, 0, 0, Forwarding.TUNNEL, Tunnel.PLAIN, null)));

        assertThat(findings(director, document))
                .singleElement()
                .satisfies(it -> assertThat(it.code()).isEqualTo("tunnel-mtu-too-small"));

        director.ip("link", "set", "eth0", "mtu", "1520");
        assertThat(findings(director, document)).isEmpty();
    }

    @Test
    void aRealServerWhoseGatewayIsTheDirectorIsFound() {
        other.ip("route", "add", "default", "via", "192.168.148.130");
        write(other, "conf/all/arp_ignore", "1");
        other.ip("addr", "add", "192.168.148.161/32", "dev", "lo");

        assertThat(findings(other, served(Forwarding.DIRECT_ROUTING)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("gateway-is-director");
                    assertThat(it.evidence()).contains("192.168.148.130", "192.168.148.161");
                });
        assertThat(findings(other, served(Forwarding.NAT)))
                .singleElement()
                .satisfies(it -> assertThat(it.evidence()).contains("nobody said which gateway"));
    }

    @Test
    void aReversePathFilterInTheWayOfATunnelIsFound() {
        write(other, "conf/all/rp_filter", "1");

        // Beside it, where the kernel has no ipip, that.
        assertThat(findings(other, served(Forwarding.TUNNEL)))
                .filteredOn(it -> it.code().equals("reverse-path-filter"))
                .singleElement()
                .satisfies(it -> assertThat(it.remedy()).isEqualTo("sysctl -w net.ipv4.conf.all.rp_filter=0"));
    }

    /** Where there is no nft, nobody can tell, and that is said; ./fleet test installs it. */
    @Test
    void aFirewallThatDropsVrrpAndTheServiceIsFoundOrItIsSaidThatNobodyCanTell() throws IOException {
        FirewallClient firewall = new FirewallClient();
        if (director.inside(firewall::read) instanceof Seen.Unknown<Ruleset>(String reason, String remedy)) {
            assertThat(reason).contains("nft");
            assertThat(remedy).contains("nftables");
            return;
        }
        Path rules = Files.writeString(directory.resolve("rules"), """
                table inet filter {
                  chain input {
                    type filter hook input priority 0; policy drop;
                    ct state vmap { established : accept, related : accept, invalid : drop }
                    iifname "lo" accept
                    tcp dport { 22, 443 } accept
                  }
                }
                """);
        director.run("nft", "-f", rules.toString());
        assertThat(dropped()).containsExactly("firewall-may-drop-vrrp", "firewall-may-drop-service");

        director.run("nft", "add", "rule", "inet", "filter", "input", "tcp", "dport", "80", "accept");
        assertThat(dropped()).containsExactly("firewall-may-drop-vrrp");

        director.run("nft", "add", "rule", "inet", "filter", "input", "meta", "l4proto", "vrrp", "accept");
        assertThat(dropped()).isEmpty();
    }

    private List<String> dropped() {
        return switch (director.inside(() -> new FirewallClient().read())) {
            case Seen.Known<Ruleset>(Ruleset ruleset) ->
                AdmittanceRules.findings(DIRECTOR, ruleset).stream()
                        .map(Finding::code)
                        .toList();
            case Seen.Unknown<Ruleset>(String reason, String _) -> List.of(reason);
        };
    }

    private static DesiredState served(Forwarding forwarding) {
        ServedAddress served = new ServedAddress(
                Documents.VIP, RIP, forwarding, forwarding == Forwarding.TUNNEL ? Tunnel.PLAIN : null);
        return DesiredState.ofRealServer("director-1", 1, "lab", Documents.NOON, List.of(served), null);
    }
}
