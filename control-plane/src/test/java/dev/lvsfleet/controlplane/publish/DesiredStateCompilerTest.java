package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                        + "\"drainTimeout\":\"PT0S\"}}]}");
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
                servers.add(new RealServer(InetAddress.ofLiteral("10.1." + i + "." + (j + 1)), 80, 1, 0, 0));
            }
            services.add(new VirtualService(
                    "s" + i,
                    "edge",
                    InetAddress.ofLiteral("10.0.0." + (i + 1)),
                    80,
                    Protocol.TCP,
                    Scheduler.WRR,
                    Forwarding.DIRECT_ROUTING,
                    servers,
                    HTTP));
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
        return new VirtualService(
                name,
                "edge",
                InetAddress.ofLiteral(vip),
                port,
                Protocol.TCP,
                Scheduler.WRR,
                Forwarding.DIRECT_ROUTING,
                List.of(
                        new RealServer(InetAddress.ofLiteral("192.168.148.133"), port, 1, 0, 0),
                        new RealServer(InetAddress.ofLiteral("192.168.148.132"), port, 1, 0, 0)),
                check);
    }
}
