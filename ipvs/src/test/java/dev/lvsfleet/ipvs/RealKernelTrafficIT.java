package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client puts into the kernel carries packets, of every protocol and both families; runs as root. */
@Tag("kernel")
class RealKernelTrafficIT {

    private static final int VIRTUAL_PORT = 80;
    private static final int REAL_PORT = 8080;

    private static TrafficBed bed;

    @BeforeAll
    static void build() throws IOException {
        bed = new TrafficBed();
    }

    @AfterAll
    static void remove() {
        bed.close();
    }

    static Stream<Arguments> everyProtocolAndFamily() {
        return Stream.of(TransportProtocol.values())
                .flatMap(protocol -> Stream.of(AddressFamily.values()).map(family -> Arguments.of(protocol, family)));
    }

    @ParameterizedTest
    @MethodSource("everyProtocolAndFamily")
    void whatAClientSendsReachesTheRealServerOnItsPortAndIsCounted(TransportProtocol protocol, AddressFamily family)
            throws Exception {
        ServiceKey key = new ServiceKey.Endpoint(protocol, TrafficBed.virtualAddress(family), VIRTUAL_PORT);
        Destination destination = Destination.of(
                new DestinationKey(TrafficBed.serverAddress(family), REAL_PORT), ForwardingMethod.MASQUERADE, 1);
        try (IpvsClient director = bed.atDirector(IpvsClient::open);
                RawSocket server = bed.atServer(() -> listening(protocol, family))) {
            assertThat(director.apply(List.of(
                            new AddService(VirtualService.of(key, "rr")), new AddDestination(key, destination))))
                    .allMatch(OperationResult.Done.class::isInstance);
            CompletableFuture<String> heard = heardBy(server);

            bed.atClient(() -> sent(protocol, family));

            assertThat(heard.get(15, TimeUnit.SECONDS)).isEqualTo("hello");
            DestinationStatistics now = statistics(director, key, destination.key());
            assertThat(now.active() + now.inactive()).isEqualTo(1);
            await().untilAsserted(
                            () -> { // the kernel's estimator is two seconds late
                                TrafficCounters counters = statistics(director, key, destination.key())
                                        .counters();
                                assertThat(counters.connections()).isEqualTo(1);
                                assertThat(counters.incomingPackets()).isPositive();
                                assertThat(counters.incomingBytes()).isGreaterThan(counters.incomingPackets() * 20);
                            });
        }
    }

    private static RawSocket listening(TransportProtocol protocol, AddressFamily family) {
        RawSocket socket = RawSocket.bound(protocol, TrafficBed.serverAddress(family), REAL_PORT);
        socket.listen();
        return socket;
    }

    private static CompletableFuture<String> heardBy(RawSocket server) {
        CompletableFuture<String> heard = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                heard.complete(server.heard());
            } catch (Exception | Error failure) {
                heard.completeExceptionally(failure);
            }
        });
        return heard;
    }

    private static String sent(TransportProtocol protocol, AddressFamily family) {
        try (RawSocket client = RawSocket.bound(protocol, TrafficBed.clientAddress(family), 0)) {
            client.connect(TrafficBed.virtualAddress(family), VIRTUAL_PORT);
            client.say("hello");
            return "said";
        }
    }

    private static DestinationStatistics statistics(IpvsClient director, ServiceKey service, DestinationKey key) {
        ServiceStatistics shown =
                Objects.requireNonNull(director.statistics().services().get(service));
        return Objects.requireNonNull(shown.destinations().get(key));
    }
}
