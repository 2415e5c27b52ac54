package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.Encapsulation.Checksum;
import dev.lvsfleet.ipvs.Encapsulation.Gre;
import dev.lvsfleet.ipvs.Encapsulation.Gue;
import dev.lvsfleet.ipvs.ForwardingMethod.Tunnel;
import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.testing.FakeKernel;
import dev.lvsfleet.ipvs.testing.FakeTraffic;
import dev.lvsfleet.ipvs.testing.KernelAge;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a kernel that does not know an attribute makes of it, and how that is found out. */
class OldKernelTest {

    private static final ServiceKey WEB =
            new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("198.51.100.1"), 80);
    private static final DestinationKey ONE = new DestinationKey(InetAddress.ofLiteral("192.0.2.1"), 80);
    private static final DestinationKey SIX = new DestinationKey(InetAddress.ofLiteral("2001:db8::1"), 80);

    @Test
    void eachKernelShowsWhatItCanDo() {
        Map<KernelAge, Set<Capability>> expected = Map.of(
                KernelAge.LINUX_3_10, Set.of(),
                KernelAge.LINUX_3_18, Set.of(Capability.DESTINATION_FAMILY),
                KernelAge.LINUX_4_1, Set.of(Capability.DESTINATION_FAMILY, Capability.WIDE_COUNTERS),
                KernelAge.LINUX_5_2,
                        Set.of(Capability.DESTINATION_FAMILY, Capability.WIDE_COUNTERS, Capability.GUE_TUNNELS),
                KernelAge.LINUX_5_3, Set.of(Capability.values()));

        expected.forEach((age, capabilities) -> {
            try (IpvsClient client = new FakeKernel(age).client()) {
                assertThat(client.capabilities()).as(age.name()).isEqualTo(new Capabilities(capabilities));
                assertThat(client.dump().table()).isEqualTo(IpvsTable.EMPTY);
            }
        });
    }

    @Test
    void anOldKernelTakesATunnelForIpInIpWithoutAWord() {
        Destination gue = Destination.of(ONE, new Tunnel(new Gue(6080, Checksum.NONE)), 1);
        try (IpvsClient client = new FakeKernel(KernelAge.LINUX_4_1).client()) {
            assertThat(client.apply(
                            List.of(new AddService(VirtualService.of(WEB, "rr")), new AddDestination(WEB, gue))))
                    .allMatch(OperationResult.Done.class::isInstance);

            assertThat(client.dump(WEB).table())
                    .isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(
                            VirtualService.of(WEB, "rr"), List.of(Destination.of(ONE, ForwardingMethod.TUNNEL, 1))))));
            assertThat(client.capabilities().lackingFor(WEB, gue)).containsExactly(Capability.GUE_TUNNELS);
        }
    }

    @Test
    void whatADestinationTakesFollowsFromItsTunnelAndItsFamily() {
        Capabilities none = new Capabilities(Set.of());

        assertThat(none.lackingFor(WEB, Destination.of(ONE, ForwardingMethod.MASQUERADE, 1)))
                .isEmpty();
        assertThat(none.lackingFor(WEB, Destination.of(ONE, ForwardingMethod.TUNNEL, 1)))
                .isEmpty();
        assertThat(none.lackingFor(WEB, Destination.of(SIX, new Tunnel(new Gre(false)), 1)))
                .containsExactly(Capability.DESTINATION_FAMILY, Capability.GRE_TUNNELS_AND_CHECKSUMS);
        assertThat(none.lackingFor(WEB, Destination.of(ONE, new Tunnel(new Gue(1, Checksum.REMOTE)), 1)))
                .containsExactly(Capability.GUE_TUNNELS, Capability.GRE_TUNNELS_AND_CHECKSUMS);
        assertThat(new Capabilities(Set.of(Capability.values()))
                        .lackingFor(WEB, Destination.of(SIX, new Tunnel(new Gre(false)), 1)))
                .isEmpty();
    }

    @Test
    void countersOfAnOldKernelWrapAndThoseOfANewOneDoNot() {
        FakeTraffic much = new FakeTraffic(1L << 32, (1L << 32) + 1, 3, 1L << 40, 5, 1, 2, 3);

        assertThat(counted(KernelAge.LINUX_3_18, much)).isEqualTo(new TrafficCounters(0, 1, 3, 1L << 40, 5));
        assertThat(counted(KernelAge.LINUX_4_1, much))
                .isEqualTo(new TrafficCounters(1L << 32, (1L << 32) + 1, 3, 1L << 40, 5));
    }

    private static TrafficCounters counted(KernelAge age, FakeTraffic traffic) {
        FakeKernel kernel = new FakeKernel(age);
        kernel.byHand(List.of(
                new AddService(VirtualService.of(WEB, "rr")),
                new AddDestination(WEB, Destination.of(ONE, ForwardingMethod.TUNNEL, 1))));
        kernel.carry(WEB, ONE, traffic);
        try (IpvsClient client = kernel.client()) {
            ServiceStatistics statistics =
                    Objects.requireNonNull(client.statistics().services().get(WEB));
            DestinationStatistics one =
                    Objects.requireNonNull(statistics.destinations().get(ONE));
            assertThat(List.of(one.active(), one.inactive(), one.persistent())).containsExactly(1L, 2L, 3L);
            assertThat(one.counters()).isEqualTo(statistics.counters());
            return one.counters();
        }
    }
}
