package dev.lvsfleet.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealServerFindingsTest {

    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final String DIRECTOR = "192.168.148.131";
    private static final String ROUTER = "192.168.148.1";
    private static final String VIP = "192.168.148.161";

    private final Patient server = new Patient().has("192.168.148.132", 24);

    @ParameterizedTest
    @EnumSource(
            value = Forwarding.class,
            names = {"DIRECT_ROUTING", "TUNNEL"})
    void aDefaultGatewayWithTheMacOfTheDirectorIsAnErrorUnlessAnswersPassIt(Forwarding forwarding) {
        server.gateway = DIRECTOR;
        server.hears(DIRECTOR, Patient.OTHER).hears(VIP, Patient.OTHER);

        assertThat(server.findings(document(forwarding, null))).singleElement().satisfies(it -> {
            is(it, Code.GATEWAY_IS_DIRECTOR);
            assertThat(it.evidence()).contains("02:00:00:00:00:02", DIRECTOR, VIP);
        });
    }

    @Test
    void aRouterThatIsNoDirectorIsRight() {
        server.gateway = ROUTER;
        server.hears(ROUTER, Patient.THIRD).hears(VIP, Patient.OTHER);

        assertThat(server.findings(document(Forwarding.DIRECT_ROUTING, null))).isEmpty();
    }

    @Test
    void aVirtualAddressIsNoGatewayAndNobodyNeedsToBeAsked() {
        server.gateway = VIP;
        DesiredState document = document(Forwarding.DIRECT_ROUTING, null);

        assertThat(WireRules.questions(document, server.host())).isEmpty();
        assertThat(server.findings(document)).singleElement().satisfies(it -> is(it, Code.GATEWAY_IS_DIRECTOR));
    }

    @Test
    void theGatewayAndOneVirtualAddressAreAskedForOnTheGatewaysInterface() {
        server.gateway = ROUTER;

        assertThat(WireRules.questions(document(Forwarding.DIRECT_ROUTING, null), server.host()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.on().name()).isEqualTo("eth0");
                    assertThat(it.sender()).isEqualTo(RIP);
                    assertThat(it.addresses()).containsExactly(Documents.VIP);
                    assertThat(it.names()).containsExactly(InetAddress.ofLiteral(ROUTER));
                });
        assertThat(WireRules.questions(document(Forwarding.NAT, null), server.host()))
                .isEmpty();
    }

    @Test
    void aKernelThatCannotUnwrapIsNamedByTheModuleItLacks() {
        ServedAddress served = new ServedAddress(
                Documents.VIP, RIP, Forwarding.TUNNEL, new Tunnel(Encapsulation.GUE, 6080, TunnelChecksum.NONE));
        DesiredState document =
                DesiredState.ofRealServer("director-1", 1, "lab", Documents.NOON, List.of(served), null);

        assertThat(server.findings(document)).singleElement().satisfies(it -> {
            is(it, Code.TUNNEL_MODULE_MISSING);
            assertThat(it.subject()).isEqualTo("fou");
            assertThat(it.remedy()).contains("modprobe fou", "package of extra modules");
        });
        server.modules.add("fou");
        assertThat(server.findings(document)).isEmpty();
    }

    @Test
    void behindNatTheDefaultRouteMustLeadToTheGateway() {
        DesiredState document = document(Forwarding.NAT, new Gateway(InetAddress.ofLiteral(DIRECTOR), false));

        assertThat(server.findings(document)).singleElement().satisfies(it -> {
            is(it, Code.GATEWAY_IS_NOT_DIRECTOR);
            assertThat(it.evidence()).contains("no default route", DIRECTOR);
            assertThat(it.remedy()).isEqualTo("ip route replace default via " + DIRECTOR);
        });
        server.gateway = ROUTER;
        assertThat(server.findings(document))
                .singleElement()
                .satisfies(it -> assertThat(it.evidence()).contains("by " + ROUTER, DIRECTOR));
        server.gateway = DIRECTOR;
        assertThat(server.findings(document)).isEmpty();
    }

    @Test
    void behindNatWithoutAGatewayNobodyCanTell() {
        assertThat(server.findings(document(Forwarding.NAT, null)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("cannot-tell");
                    assertThat(it.severity()).isEqualTo(Severity.INFO);
                    assertThat(it.evidence()).startsWith("cannot tell, because");
                });
    }

    @Test
    void aStrictReversePathFilterEatsWhatTheTunnelBrings() {
        DesiredState tunnelled = document(Forwarding.TUNNEL, null);
        server.set("net.ipv4.conf.all.rp_filter", "0").set("net.ipv4.conf.tunl0.rp_filter", "1");

        assertThat(server.findings(tunnelled)).singleElement().satisfies(it -> {
            is(it, Code.REVERSE_PATH_FILTER);
            assertThat(it.remedy()).isEqualTo("sysctl -w net.ipv4.conf.tunl0.rp_filter=0");
        });
        assertThat(server.findings(document(Forwarding.DIRECT_ROUTING, null))).isEmpty();
        server.set("net.ipv4.conf.all.rp_filter", "1");
        assertThat(server.findings(tunnelled))
                .extracting(Finding::subject)
                .containsExactly("net.ipv4.conf.all.rp_filter", "net.ipv4.conf.tunl0.rp_filter");
        server.set("net.ipv4.conf.all.rp_filter", "2"); // loose, and the larger of the two
        assertThat(server.findings(tunnelled)).isEmpty();
        server.set("net.ipv4.conf.all.rp_filter", "1").set("net.ipv4.conf.tunl0.rp_filter", "2");
        assertThat(server.findings(tunnelled)).isEmpty();
    }

    private static DesiredState document(Forwarding forwarding, @Nullable Gateway gateway) {
        ServedAddress served = new ServedAddress(
                Documents.VIP, RIP, forwarding, forwarding == Forwarding.TUNNEL ? Tunnel.PLAIN : null);
        return DesiredState.ofRealServer("director-1", 1, "lab", Documents.NOON, List.of(served), gateway);
    }

    private static void is(Finding finding, Code code) {
        assertThat(finding.code()).isEqualTo(code.word());
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }
}
