package dev.lvsfleet.controlplane.publish;

import static dev.lvsfleet.controlplane.testing.Services.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.controlplane.testing.Services;
import dev.lvsfleet.controlplane.virtualservice.Delivery;
import dev.lvsfleet.controlplane.virtualservice.HostWord;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.ServiceCheck;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DesiredStateCompilerTest {

    private static final CheckTiming TIMING =
            new CheckTiming(Duration.ofSeconds(6), Duration.ofSeconds(3), 3, Duration.ofSeconds(2));
    private static final HealthCheck HTTP = new HealthCheck.Http("/health_check", 200, null, TIMING);

    private static final VirtualService WEB = service("web", "192.168.148.161", 80, HTTP);
    private static final VirtualService TLS = service("tls", "192.168.148.161", 443, new HealthCheck.Tcp(TIMING));
    private static final VirtualService OLD = service("old", "192.168.148.9", 80, null);

    @Test
    void theDocumentIsThisExactText() {
        DesiredState document = compile(List.of(WEB)).getFirst();

        assertThat(new String(ContractJson.encode(document), StandardCharsets.UTF_8))
                .isEqualTo("{\"schema\":2,\"node\":\"director-1\",\"revision\":7,\"site\":\"lab\",\"group\":\"edge\","
                        + "\"revisedAt\":\"2026-11-22T08:00:00Z\",\"addresses\":[{\"address\":\"192.168.148.161\","
                        + "\"prefixLength\":32,\"networkInterface\":\"eth0\"}],\"services\":[{\"name\":\"web\","
                        + "\"endpoint\":{\"type\":\"address\",\"protocol\":\"tcp\",\"address\":\"192.168.148.161\","
                        + "\"port\":80},\"scheduler\":\"wrr\",\"flags\":[],\"persistence\":null,"
                        + "\"realServers\":[{\"address\":\"192.168.148.132\",\"port\":80,"
                        + "\"weight\":1,\"upperThreshold\":0,\"lowerThreshold\":0,\"forwarding\":\"dr\",\"tunnel\":null,"
                        + "\"target\":\"http-192.168.148.132-80-747524b23d\"},{\"address\":\"192.168.148.133\",\"port\":80,"
                        + "\"weight\":1,\"upperThreshold\":0,\"lowerThreshold\":0,\"forwarding\":\"dr\",\"tunnel\":null,"
                        + "\"target\":\"http-192.168.148.133-80-747524b23d\"}],\"fallback\":[],"
                        + "\"policy\":{\"whenDown\":\"remove\",\"ejectionLimit\":100,"
                        + "\"quorum\":{\"up\":1,\"hysteresis\":0},\"slowStart\":null,"
                        + "\"drainTimeout\":\"PT0S\"}}],\"role\":\"director\",\"served\":[],\"gateway\":null,"
                        + "\"table\":{\"existing\":\"adopt\",\"exclusive\":false},"
                        + "\"failover\":{\"virtualRouters\":[],\"connectionSync\":null}}");
    }

    @Test
    void aHostThatIsNotPreparedHasWeightZeroWhereThatIsAskedFor() {
        DesiredService compiled = waiting("192.168.148.132");

        assertThat(compiled.realServers()).extracting(DesiredRealServer::weight).containsExactly(1, 0);
    }

    @Test
    void aPoolOfWhichNoHostIsPreparedKeepsItsWeights() {
        DesiredService compiled = waiting("192.0.2.77");

        assertThat(compiled.realServers()).extracting(DesiredRealServer::weight).containsExactly(1, 1);
    }

    @Test
    void aFallbackIsJudgedForItselfAndKeepsItsWeightsTheSame() {
        assertThat(waiting("192.168.148.132").fallback())
                .extracting(DesiredRealServer::weight)
                .containsExactly(1, 1);
        assertThat(waiting("192.168.148.140").fallback())
                .extracting(DesiredRealServer::weight)
                .containsExactly(1, 0);
    }

    /** A service that requires its hosts prepared, and of them one that is. */
    private static DesiredService waiting(String prepared) {
        VirtualService waiting = new VirtualService(
                WEB.name(),
                WEB.group(),
                WEB.endpoint(),
                WEB.addresses(),
                WEB.scheduling(),
                WEB.delivery(),
                WEB.realServers(),
                List.of(server("192.168.148.140", 80), server("192.168.148.141", 80)),
                WEB.policy(),
                null,
                true);
        GroupSnapshot group = new GroupSnapshot(
                "edge",
                "lab",
                7,
                Instant.parse("2026-11-22T08:00:00Z"),
                List.of(new GroupSnapshot.Node("director-1", "eth0")),
                List.of(waiting),
                Map.of(
                        InetAddress.ofLiteral(prepared),
                        new HostWord(
                                List.of(new Readiness(WEB.addresses().getFirst(), true, "it is on lo")),
                                Optional.empty(),
                                Optional.empty())));
        return DesiredStateCompiler.compile(group).getFirst().services().getFirst();
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        assertThat(compile(List.of(WEB, TLS, OLD))).isEqualTo(compile(List.of(OLD, WEB, TLS)));
    }

    @Test
    void anAddressOfSeveralServicesIsHeldOnce() {
        assertThat(compile(List.of(WEB, TLS, OLD)).getFirst().addresses())
                .extracting(address -> address.address().getHostAddress())
                .containsExactly("192.168.148.9", "192.168.148.161");
    }

    @Test
    void anIpv6AddressIsHeldWithItsOwnLength() {
        assertThat(compile(List.of(WEB, service("six", "2001:db8::161", 80, null)))
                        .getFirst()
                        .addresses())
                .extracting(address -> AddressText.of(address.address()) + "/" + address.prefixLength())
                .containsExactly("2001:db8::161/128", "192.168.148.161/32");
    }

    @Test
    void aMarksAddressesAreHeldThoughItsEndpointHasNone() {
        DesiredState document = compile(List.of(Services.marked(AddressFamily.IPV4, 7, "192.0.2.2", "192.0.2.1")
                        .service()))
                .getFirst();

        assertThat(document.addresses())
                .extracting(address -> AddressText.of(address.address()))
                .containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(document.services().getFirst().endpoint())
                .isEqualTo(new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 7));
    }

    @Test
    void whatARealServerDoesNotSayIsItsServices() {
        Tunnel gre = new Tunnel(Encapsulation.GRE, 0, TunnelChecksum.CSUM);
        DesiredService compiled = compile(List.of(Services.at("web", "192.0.2.1", 80)
                        .by(new Delivery(Forwarding.TUNNEL, gre))
                        .to(
                                server("10.0.0.1", 80),
                                server("10.0.0.2", 80, new Delivery(Forwarding.NAT, null)),
                                server("10.0.0.3", 80, new Delivery(Forwarding.TUNNEL, Tunnel.PLAIN)))
                        .orElse(server("10.0.0.4", 80))
                        .service()))
                .getFirst()
                .services()
                .getFirst();

        assertThat(compiled.realServers())
                .extracting(DesiredRealServer::forwarding, DesiredRealServer::tunnel)
                .containsExactly(
                        tuple(Forwarding.TUNNEL, gre),
                        tuple(Forwarding.NAT, null),
                        tuple(Forwarding.TUNNEL, Tunnel.PLAIN));
        assertThat(compiled.fallback())
                .extracting(DesiredRealServer::forwarding, DesiredRealServer::tunnel)
                .containsExactly(tuple(Forwarding.TUNNEL, gre));
    }

    @Test
    void theFallbackIsProbedTooAndWhereTheCheckSays() {
        VirtualService marked = Services.marked(AddressFamily.IPV6, 7)
                .to(server("2001:db8::1", 0))
                .orElse(server("2001:db8::2", 0))
                .checked(new ServiceCheck(HTTP, 8080))
                .service();

        assertThat(ProbeTargetCompiler.compile(List.of(marked)).values())
                .extracting(target -> AddressText.of(target.address()) + " " + target.port())
                .containsExactlyInAnyOrder("2001:db8::1 8080", "2001:db8::2 8080");
        DesiredService compiled = compile(List.of(marked)).getFirst().services().getFirst();
        assertThat(ProbeTargetCompiler.compile(List.of(marked)))
                .containsOnlyKeys(
                        compiled.realServers().getFirst().probeTarget().orElseThrow(),
                        compiled.fallback().getFirst().probeTarget().orElseThrow());
    }

    @Test
    void eachDirectorGetsItsOwnDocumentOnItsOwnInterface() {
        assertThat(compile(List.of(WEB)))
                .extracting(document ->
                        document.node() + " " + document.addresses().getFirst().networkInterface())
                .containsExactly("director-1 eth0", "director-2 bond0");
    }

    @Test
    void equalChecksOfOneEndpointAreOneTarget() {
        VirtualService twin = service("twin", "192.168.148.162", 80, HTTP);
        assertThat(ProbeTargetCompiler.compile(List.of(WEB, twin))).hasSize(2);
        HealthCheck other = new HealthCheck.Http("/other", 200, null, TIMING);
        assertThat(ProbeTargetCompiler.compile(List.of(WEB, service("twin", "192.168.148.162", 80, other))))
                .hasSize(4);
        assertThat(ProbeTargetCompiler.compile(List.of(OLD))).isEmpty();
    }

    @Test
    void aHundredServicesOfTenCompileInAFewMilliseconds() {
        List<VirtualService> services = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<RealServer> servers = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                servers.add(server("10.1." + i + "." + (j + 1), 80));
            }
            services.add(Services.at("s" + i, "10.0.0." + (i + 1), 80)
                    .to(servers)
                    .checked(HTTP)
                    .service());
        }
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 30; round++) {
            long start = System.nanoTime();
            assertThat(compile(services)).hasSize(2);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
    }

    private static List<DesiredState> compile(List<VirtualService> services) {
        return DesiredStateCompiler.compile(new GroupSnapshot(
                "edge",
                "lab",
                7,
                Instant.parse("2026-11-22T08:00:00Z"),
                List.of(new GroupSnapshot.Node("director-2", "bond0"), new GroupSnapshot.Node("director-1", "eth0")),
                services));
    }

    private static VirtualService service(String name, String vip, int port, @Nullable HealthCheck check) {
        return Services.at(name, vip, port)
                .to(server("192.168.148.133", port), server("192.168.148.132", port))
                .checked(check)
                .service();
    }
}
