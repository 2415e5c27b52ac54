package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.controlplane.virtualservice.Delivery;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.Scheduling;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RealServerCompilerTest {

    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.168.148.133");
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Tunnel GRE = new Tunnel(Encapsulation.GRE, 0, TunnelChecksum.NONE);
    private static final Delivery DIRECT = new Delivery(Forwarding.DIRECT_ROUTING, null);

    private static VirtualService service(
            int port, Delivery delivery, List<RealServer> realServers, List<RealServer> fallback) {
        return new VirtualService(
                "web-" + port,
                "edge",
                new ServiceEndpoint.Address(Protocol.TCP, VIP, port),
                List.of(VIP),
                new Scheduling(Scheduler.WRR, Set.of(), null),
                delivery,
                realServers,
                fallback,
                PoolPolicy.DEFAULT,
                null);
    }

    private static RealServer server(InetAddress address, int port) {
        return new RealServer(address, port, 1, 0, 0, null, null);
    }

    private static DesiredState document(VirtualService... services) {
        return RealServerCompiler.compile(
                new HostSnapshot("nginx-1", "lab", RIP, null, List.of(services), Optional.empty()), 7, AT);
    }

    @Test
    void anAddressOfSeveralServicesIsServedOnce() {
        assertThat(document(
                                service(80, DIRECT, List.of(server(RIP, 80), server(OTHER, 80)), List.of()),
                                service(443, DIRECT, List.of(server(RIP, 443)), List.of()))
                        .served())
                .containsExactly(new ServedAddress(VIP, RIP, Forwarding.DIRECT_ROUTING, null));
    }

    @Test
    void aFallbackIsServedToo() {
        assertThat(document(service(80, DIRECT, List.of(server(OTHER, 80)), List.of(server(RIP, 80))))
                        .served())
                .hasSize(1);
    }

    @Test
    void whatARealServerSaysOfItsOwnCountsMoreThanItsServicesWord() {
        RealServer tunnelled = new RealServer(RIP, 80, 1, 0, 0, Forwarding.TUNNEL, GRE);

        assertThat(document(service(80, DIRECT, List.of(tunnelled), List.of())).served())
                .containsExactly(new ServedAddress(VIP, RIP, Forwarding.TUNNEL, GRE));
    }

    @Test
    void anAddressThatArrivesInTwoWaysIsServedInBoth() {
        assertThat(document(
                                service(80, DIRECT, List.of(server(RIP, 80)), List.of()),
                                service(443, new Delivery(Forwarding.NAT, null), List.of(server(RIP, 8443)), List.of()))
                        .served())
                .extracting(ServedAddress::forwarding)
                .containsExactly(Forwarding.DIRECT_ROUTING, Forwarding.NAT);
    }

    @Test
    void servicesInAnotherOrderAreTheSameDocument() {
        VirtualService one = service(80, DIRECT, List.of(server(RIP, 80)), List.of());
        VirtualService two = service(443, new Delivery(Forwarding.TUNNEL, GRE), List.of(server(RIP, 443)), List.of());

        assertThat(document(one, two)).isEqualTo(document(two, one));
    }
}
