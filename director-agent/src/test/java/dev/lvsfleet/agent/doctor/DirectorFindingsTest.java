package dev.lvsfleet.agent.doctor;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectorFindingsTest {

    private static final String VIP = "192.168.148.161";
    private static final DesiredState DOCUMENT = state(1, web(real(132, 1), real(133, 1)));

    private final Patient director = new Patient().has("192.168.148.130", 24).has(VIP, 32);

    @Test
    void aHealthyDirectorHasNoFinding() {
        assertThat(director.findings(DOCUMENT)).isEmpty();
    }

    @Test
    void aMissingBalancerIsAnErrorAndOneThatTheNextBootForgetsAWarning() {
        director.boot.clear();
        assertThat(only()).satisfies(it -> is(it, Code.IPVS_NOT_AT_BOOT, Severity.WARNING, "ip_vs"));

        director.builtIn.add("ip_vs");
        assertThat(director.findings(DOCUMENT)).isEmpty();

        director.modules.clear();
        assertThat(only()).satisfies(it -> {
            is(it, Code.IPVS_MISSING, Severity.ERROR, "ip_vs");
            assertThat(it.remedy()).startsWith("modprobe ip_vs");
        });
    }

    @Test
    void forwardingThatIsOffIsAnErrorWithTheCommand() {
        director.set("net.ipv4.ip_forward", "0");

        assertThat(only()).satisfies(it -> {
            is(it, Code.FORWARDING_OFF, Severity.ERROR, "net.ipv4.ip_forward");
            assertThat(it.remedy()).isEqualTo("sysctl -w net.ipv4.ip_forward=1");
        });
    }

    @Test
    void redirectsOfAllAndOfTheInterfaceAreFoundAndThoseOfOthersAreNobodysConcern() {
        director.set("net.ipv4.conf.all.send_redirects", "1")
                .set("net.ipv4.conf.eth0.send_redirects", "1")
                .set("net.ipv4.conf.eth7.send_redirects", "1");

        assertThat(director.findings(DOCUMENT))
                .allSatisfy(it -> assertThat(it.code()).isEqualTo("redirects-on"))
                .extracting(Finding::remedy)
                .containsExactly(
                        "sysctl -w net.ipv4.conf.all.send_redirects=0",
                        "sysctl -w net.ipv4.conf.eth0.send_redirects=0");
    }

    @Test
    void aRealServerThatAnswersForTheAddressIsNamedWithItsMac() {
        director.hears(VIP, Patient.OTHER)
                .hears("192.168.148.132", Patient.OTHER)
                .hears("192.168.148.133", Patient.THIRD);

        assertThat(only()).satisfies(it -> {
            is(it, Code.REAL_SERVER_ANSWERS_ARP, Severity.ERROR, VIP);
            assertThat(it.evidence())
                    .contains("02:00:00:00:00:02", "the real server 192.168.148.132")
                    .doesNotContain("133");
            assertThat(it.remedy()).contains("net.ipv4.conf.all.arp_ignore=1");
        });
    }

    @Test
    void eachStrangerThatHoldsTheAddressTooIsAFinding() {
        director.hears(VIP, Patient.OTHER).hears(VIP, Patient.THIRD);

        assertThat(director.findings(DOCUMENT))
                .hasSize(2)
                .allSatisfy(it -> is(it, Code.ADDRESS_HELD_TWICE, Severity.ERROR, VIP))
                .extracting(Finding::evidence)
                .satisfiesExactly(
                        it -> assertThat(it).contains("02:00:00:00:00:02"),
                        it -> assertThat(it).contains("02:00:00:00:00:03"));
    }

    @Test
    void anotherInterfaceOfTheDirectorOnTheSameWireIsNoStranger() {
        director.hears(VIP, Patient.SECOND_OWN);

        assertThat(director.findings(DOCUMENT)).isEmpty();
    }

    @Test
    void anAddressThatThisDirectorDoesNotHoldNowMayBeAnothers() {
        Patient backup = new Patient().has("192.168.148.130", 24).hears(VIP, Patient.OTHER);

        assertThat(WireRules.questions(DOCUMENT, backup.host())).isEmpty();
        assertThat(backup.findings(DOCUMENT)).isEmpty();
    }

    @Test
    void theQuestionIsAskedFromAnAddressThatIsNotVirtual() {
        assertThat(WireRules.questions(DOCUMENT, director.host()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.on().name()).isEqualTo("eth0");
                    assertThat(it.sender()).isEqualTo(InetAddress.ofLiteral("192.168.148.130"));
                    assertThat(it.addresses()).containsExactly(InetAddress.ofLiteral(VIP));
                    assertThat(it.names())
                            .containsExactly(
                                    InetAddress.ofLiteral("192.168.148.132"), InetAddress.ofLiteral("192.168.148.133"));
                });
        assertThat(WireRules.questions(DOCUMENT, new Patient().has(VIP, 32).host()))
                .singleElement()
                .satisfies(it -> assertThat(it.sender()).isEqualTo(InetAddress.ofLiteral("0.0.0.0")));
    }

    @Test
    void anAddressOnLoIsAskedOfNobody() {
        DesiredAddress onLo = new DesiredAddress(InetAddress.ofLiteral(VIP), 32, "lo");
        Patient quiet = new Patient();
        quiet.addresses.add(onLo);

        assertThat(WireRules.questions(holding(List.of(onLo)), quiet.host())).isEmpty();
    }

    @Test
    void moreAddressesThanAreAskedForAndThoseOfIpv6AreSaid() {
        List<DesiredAddress> many = IntStream.range(0, WireRules.MOST_ASKED + 1)
                .mapToObj(it -> new DesiredAddress(
                        InetAddress.ofLiteral("10.0." + it / 200 + "." + (it % 200 + 1)), 32, "eth0"))
                .toList();
        director.addresses.addAll(many);
        DesiredState document = holding(many);

        assertThat(WireRules.questions(document, director.host()).getFirst().addresses())
                .hasSize(WireRules.MOST_ASKED);
        assertThat(director.findings(document))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.evidence()).startsWith("cannot tell").contains("256 of the 257"));
        assertThat(director.findings(
                        holding(List.of(new DesiredAddress(InetAddress.ofLiteral("2001:db8::161"), 128, "eth0")))))
                .singleElement()
                .satisfies(it -> is(it, Code.CANNOT_TELL, Severity.INFO, "wire ipv6"));
    }

    @Test
    void aTunnelNeedsRoomForItsWrapping() {
        Tunnel gre = new Tunnel(Encapsulation.GRE, 0, TunnelChecksum.NONE);
        DesiredState document =
                state(1, web(through(132, Tunnel.PLAIN), through(133, Tunnel.PLAIN), through(134, gre)));

        assertThat(director.findings(document))
                .allSatisfy(it -> is(it, Code.TUNNEL_MTU_TOO_SMALL, Severity.WARNING, "eth0"))
                .extracting(Finding::evidence)
                .satisfiesExactly(
                        it -> assertThat(it)
                                .contains("MTU of eth0 is 1500", "1520", "192.168.148.132, 192.168.148.133"),
                        it -> assertThat(it).contains("1524", "192.168.148.134"));

        director.mtu = 1520;
        assertThat(director.findings(document))
                .singleElement()
                .satisfies(it -> assertThat(it.remedy()).contains("ip link set eth0 mtu 1524", "advmss 1456"));
        director.mtu = 1524;
        assertThat(director.findings(document)).isEmpty();
    }

    @Test
    void aRealServerBehindARouterIsReachedByTheDefaultRoute() {
        director.gateway = "192.168.148.1";
        DesiredRealServer far = new DesiredRealServer(
                InetAddress.ofLiteral("10.9.9.9"), 80, 1, 0, 0, Forwarding.TUNNEL, Tunnel.PLAIN, null);

        assertThat(director.findings(state(1, web(far))))
                .singleElement()
                .satisfies(it -> is(it, Code.TUNNEL_MTU_TOO_SMALL, Severity.WARNING, "eth0"));
    }

    private static DesiredRealServer through(int host, Tunnel tunnel) {
        return new DesiredRealServer(
                InetAddress.ofLiteral("192.168.148." + host), 80, 1, 0, 0, Forwarding.TUNNEL, tunnel, null);
    }

    private static DesiredState holding(List<DesiredAddress> addresses) {
        return new DesiredState(
                DesiredState.SCHEMA, "director-1", 1, "lab", "edge", DOCUMENT.revisedAt(), addresses, List.of());
    }

    private Finding only() {
        List<Finding> findings = director.findings(DOCUMENT);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static void is(Finding finding, Code code, Severity severity, String subject) {
        assertThat(finding.code()).isEqualTo(code.word());
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.subject()).isEqualTo(subject);
    }
}
