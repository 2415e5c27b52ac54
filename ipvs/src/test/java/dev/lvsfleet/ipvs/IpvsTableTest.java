package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IpvsTableTest {

    @Test
    void aTableThatEqualsAnotherIsMadeOfItWhole() {
        IpvsTable known = IpvsTable.of(List.of(entry(80, 1), entry(81, 1)));

        assertThat(IpvsTable.of(List.of(entry(81, 1), entry(80, 1))).sharing(known))
                .isSameAs(known);
    }

    @Test
    void whatIsEqualIsSharedAndWhatIsNotStaysAsItIs() {
        IpvsTable known = IpvsTable.of(List.of(entry(80, 1), entry(81, 1), entry(82, 1)));
        IpvsTable table = IpvsTable.of(List.of(entry(80, 1), entry(81, 5), entry(83, 1)));

        IpvsTable shared = table.sharing(known);

        assertThat(shared).isEqualTo(table);
        assertThat(shared.services().get(key(80))).isSameAs(known.services().get(key(80)));
        assertThat(shared.services().get(key(81))).isSameAs(table.services().get(key(81)));
        assertThat(shared.services()).doesNotContainKey(key(82));
    }

    @Test
    void aTableThatIsAPartOfAnotherIsNotTheOther() {
        IpvsTable known = IpvsTable.of(List.of(entry(80, 1), entry(81, 1)));

        assertThat(IpvsTable.of(List.of(entry(80, 1))).sharing(known).services())
                .containsOnlyKeys(key(80));
        assertThat(IpvsTable.EMPTY.sharing(known)).isEqualTo(IpvsTable.EMPTY);
    }

    @Test
    void anEntryThatHoldsWhatCannotBeExpressedIsNoOtherEntry() {
        ServiceEntry plain = entry(80, 1);
        ServiceEntry more = new ServiceEntry(plain.service(), plain.destinations(), true);

        assertThat(IpvsTable.of(List.of(plain))
                        .sharing(IpvsTable.of(List.of(more)))
                        .services()
                        .get(key(80)))
                .isSameAs(plain);
    }

    private static ServiceKey key(int port) {
        return new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("198.51.100.1"), port);
    }

    private static ServiceEntry entry(int port, int weight) {
        return ServiceEntry.of(
                VirtualService.of(key(port), "wrr"),
                IntStream.range(1, 4)
                        .mapToObj(i -> Destination.of(
                                new DestinationKey(InetAddress.ofLiteral("10.0.0." + i), 80),
                                ForwardingMethod.DIRECT_ROUTE,
                                weight))
                        .toList());
    }
}
