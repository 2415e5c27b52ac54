package dev.lvsfleet.controlplane.virtualservice;

import static dev.lvsfleet.controlplane.testing.Services.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.WhenDown;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.testing.Services;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceRulesTest {

    private static final Services WEB = Services.at("web", "192.0.2.1", 80);
    private static final Services WEB6 = Services.at("web", "2001:db8::1", 80);
    private static final Delivery DIRECT = new Delivery(Forwarding.DIRECT_ROUTING, null);
    private static final Delivery NAT = new Delivery(Forwarding.NAT, null);
    private static final Delivery PLAIN_TUNNEL = new Delivery(Forwarding.TUNNEL, Tunnel.PLAIN);
    private static final HealthCheck TCP = new HealthCheck.Tcp(
            new CheckTiming(Duration.ofSeconds(6), Duration.ofSeconds(3), 3, Duration.ofSeconds(2)));

    @ParameterizedTest
    @EnumSource(
            value = Forwarding.class,
            names = {"DIRECT_ROUTING", "TUNNEL"})
    void onlyNatMapsPorts(Forwarding forwarding) {
        assertThat(fields(WEB.by(forwarding).to(server("10.0.0.1", 8080)))).containsExactly("realServers[0].port");
        assertThat(fields(WEB.by(Forwarding.NAT).to(server("10.0.0.1", 8080)))).isEmpty();
    }

    @Test
    void aRealServersOwnForwardingDecidesWhetherItsPortIsMapped() {
        assertThat(fields(WEB.by(Forwarding.NAT).to(server("10.0.0.1", 81), server("10.0.0.2", 81, DIRECT))))
                .containsExactly("realServers[1].port");
        assertThat(fields(WEB.to(server("10.0.0.1", 80), server("10.0.0.2", 81, NAT))))
                .isEmpty();
        assertThat(fields(WEB.to(server("10.0.0.1", 80)).orElse(server("10.0.0.2", 81))))
                .containsExactly("fallback[0].port");
    }

    @ParameterizedTest
    @EnumSource(
            value = Forwarding.class,
            names = {"DIRECT_ROUTING", "TUNNEL"})
    void behindAFirewallMarkOnlyNatKnowsAPort(Forwarding forwarding) {
        Services marked = Services.marked(AddressFamily.IPV4, 7);

        assertThat(fields(marked.by(forwarding).to(server("10.0.0.1", 80)))).containsExactly("realServers[0].port");
        assertThat(fields(marked.by(forwarding).to(server("10.0.0.1", 0)))).isEmpty();
        assertThat(fields(marked.by(Forwarding.NAT).to(server("10.0.0.1", 80), server("10.0.0.2", 0))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Forwarding.class)
    void behindEveryPortNothingMapsThem(Forwarding forwarding) {
        Services everyPort = Services.at("web", "192.0.2.1", 0).by(forwarding);

        assertThat(fields(everyPort.to(server("10.0.0.1", 80)))).contains("realServers[0].port");
        assertThat(fields(everyPort.to(server("10.0.0.1", 0)))).containsExactly("persistence");
    }

    @Test
    void aRealServerIsThereOnce() {
        assertThat(fields(WEB.by(Forwarding.NAT)
                        .to(server("10.0.0.1", 80), server("10.0.0.1", 81), server("10.0.0.1", 80))))
                .containsExactly("realServers[2]");
    }

    @Test
    void aRealServerIsNotItsOwnFallback() {
        assertThat(fields(WEB.to(server("10.0.0.1", 80)).orElse(server("10.0.0.2", 80), server("10.0.0.1", 80))))
                .containsExactly("fallback[1]");
    }

    @Test
    void theLowerThresholdIsNotAboveTheUpper() {
        RealServer server = new RealServer(InetAddress.ofLiteral("10.0.0.1"), 80, 1, 10, 11, null, null);
        assertThat(fields(WEB.to(server))).containsExactly("realServers[0].lowerThreshold");
    }

    @Test
    void aVirtualAddressIsNoRealServer() {
        assertThat(fields(WEB.to(server("192.0.2.1", 80)))).containsExactly("realServers[0].address");
        assertThat(fields(Services.marked(AddressFamily.IPV4, 7, "192.0.2.1", "192.0.2.2")
                        .to(server("192.0.2.2", 0))))
                .containsExactly("realServers[0].address");
    }

    @Test
    void onlyATunnelReachesTheOtherFamily() {
        for (Delivery delivery : List.of(DIRECT, NAT)) {
            assertThat(fields(WEB.to(server("2001:db8::2", 80, delivery)))).containsExactly("realServers[0].address");
            assertThat(fields(WEB6.to(server("10.0.0.1", 80, delivery)))).containsExactly("realServers[0].address");
            assertThat(fields(WEB6.to(server("2001:db8::2", 80, delivery)))).isEmpty();
        }
        assertThat(fields(WEB.to(server("2001:db8::2", 80, PLAIN_TUNNEL)))).isEmpty();
        assertThat(fields(WEB6.to(server("10.0.0.1", 80, PLAIN_TUNNEL)))).isEmpty();
    }

    @Test
    void theAddressesOfAMarkAreOfItsFamilyAndEachThereOnce() {
        assertThat(fields(Services.marked(AddressFamily.IPV6, 7, "2001:db8::1", "192.0.2.1", "2001:db8::1")))
                .containsExactly("addresses[1]", "addresses[2]");
    }

    @ParameterizedTest
    @CsvSource({
        "IPIP, 0, NONE, ",
        "IPIP, 1, NONE, port",
        "IPIP, 0, CSUM, checksum",
        "IPIP, 0, REMCSUM, checksum",
        "GRE, 0, CSUM, ",
        "GRE, 1, CSUM, port",
        "GRE, 0, REMCSUM, checksum",
        "GUE, 6080, REMCSUM, ",
        "GUE, 0, NONE, port"
    })
    void aTunnelHasWhatItsKindHas(Encapsulation kind, int port, TunnelChecksum checksum, String wrong) {
        Delivery delivery = new Delivery(Forwarding.TUNNEL, new Tunnel(kind, port, checksum));

        assertThat(fields(WEB.by(delivery).to(server("10.0.0.1", 80))))
                .isEqualTo(wrong == null ? List.of() : List.of("tunnel." + wrong));
        assertThat(fields(WEB.to(server("10.0.0.1", 80, delivery))))
                .isEqualTo(wrong == null ? List.of() : List.of("realServers[0].tunnel." + wrong));
    }

    @Test
    void whatIsNotTunnelledHasNoTunnel() {
        Delivery wrapped = new Delivery(Forwarding.NAT, Tunnel.PLAIN);

        assertThat(fields(WEB.by(wrapped).to(server("10.0.0.1", 80)))).containsExactly("tunnel");
        assertThat(fields(WEB.by(wrapped).to(server("10.0.0.1", 80, PLAIN_TUNNEL))))
                .isEmpty();
        assertThat(fields(WEB.to(server("10.0.0.1", 80, wrapped)))).containsExactly("realServers[0].tunnel");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, ",
        "3, 0, ",
        "2, 1, ",
        "4, 0, quorum.up",
        "3, 1, quorum.hysteresis",
        "2, 2, quorum.hysteresis",
        "1, 1, quorum.hysteresis",
        "2147483647, 2147483646, quorum.up"
    })
    void aQuorumCanBeReached(int up, int hysteresis, String wrong) {
        PoolPolicy policy = new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(up, hysteresis), null, Duration.ZERO);
        Services three = WEB.to(server("10.0.0.1", 80), server("10.0.0.2", 80), server("10.0.0.3", 80))
                .orElse(server("10.0.0.4", 80));

        assertThat(fields(three.under(policy))).isEqualTo(wrong == null ? List.of() : List.of(wrong));
    }

    @Test
    void whoDemandsNoQuorumMayHaveNobody() {
        assertThat(fields(WEB)).isEmpty();
    }

    @Test
    void aRealServerWithoutAPortIsCheckedWhereTheCheckSays() {
        Services marked = Services.marked(AddressFamily.IPV4, 7).to(server("10.0.0.1", 0));

        assertThat(fields(marked.checked(TCP))).containsExactly("healthCheck.port");
        assertThat(fields(marked.checked(new ServiceCheck(TCP, 80)))).isEmpty();
    }

    private static List<String> fields(Services service) {
        return ServiceRules.check(service.service()).stream()
                .map(FieldError::field)
                .toList();
    }
}
