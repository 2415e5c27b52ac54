package dev.lvsfleet.agent.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnershipRulesTest {

    private static final InetAddress VIP = InetAddress.ofLiteral("10.0.0.1");
    private static final DesiredAddress ON_ETH0 = new DesiredAddress(VIP, 32, "eth0");
    private static final DesiredAddress ON_ETH1 = new DesiredAddress(VIP, 32, "eth1");

    private static final IpvsTable OLD = table(80, 1, 2);
    private static final IpvsTable NEW = table(443, 1, 3);

    @Test
    void everythingDesiredIsClaimedBesideWhatIsOwned() {
        Possessions claimed = OwnershipRules.claimed(owning(OLD, ON_ETH0), NEW, Set.of(ON_ETH1));

        assertThat(claimed.entries().services()).containsExactlyInAnyOrder(key(80), key(443));
        assertThat(claimed.entries().destinations()).hasSize(4);
        assertThat(claimed.addresses()).containsExactlyInAnyOrder(ON_ETH0, ON_ETH1);
    }

    @Test
    void whatIsClaimedAlreadyCostsNothing() {
        Possessions owned = owning(OLD, ON_ETH0);

        assertThat(OwnershipRules.claimed(owned, OLD, Set.of(ON_ETH0))).isSameAs(owned);
        assertThat(OwnershipRules.remaining(owned, OLD, Set.of(ON_ETH0), OLD, Set.of(ON_ETH0)))
                .isSameAs(owned);
    }

    @Test
    void onlyWhatIsNotKnownToBeOwnedIsLookedUp() {
        Possessions owned = owning(OLD, ON_ETH0);
        IpvsTable both = both(OLD, NEW);

        assertThat(OwnershipRules.claimed(owned, OLD, OLD, Set.of(ON_ETH0))).isSameAs(owned);
        assertThat(OwnershipRules.claimed(owned, OLD, both, Set.of(ON_ETH0)))
                .isEqualTo(OwnershipRules.claimed(owned, both, Set.of(ON_ETH0)));
        // A service of which more is desired than is known to be owned is looked up, and claimed.
        assertThat(OwnershipRules.claimed(owned, OLD, table(80, 1, 2, 9), Set.of(ON_ETH0))
                        .entries()
                        .destinations())
                .hasSize(3);
    }

    @Test
    void whatIsOwnedBeyondWhatIsDesiredShowsInItsNumber() {
        assertThat(OwnershipRules.isNoMoreThan(OLD, Set.of(ON_ETH0), owning(OLD, ON_ETH0)))
                .isTrue();
        assertThat(OwnershipRules.isNoMoreThan(OLD, Set.of(), owning(OLD, ON_ETH0)))
                .isFalse();
        assertThat(OwnershipRules.isNoMoreThan(table(80, 1), Set.of(ON_ETH0), owning(OLD, ON_ETH0)))
                .isFalse();
        assertThat(OwnershipRules.isNoMoreThan(OLD, Set.of(ON_ETH0), owning(both(OLD, NEW), ON_ETH0)))
                .isFalse();
    }

    private static IpvsTable both(IpvsTable one, IpvsTable other) {
        return IpvsTable.of(Stream.concat(one.services().values().stream(), other.services().values().stream())
                .toList());
    }

    @Test
    void whatWasDeletedIsNoLongerOwned() {
        Possessions claimed = OwnershipRules.claimed(owning(OLD, ON_ETH0), NEW, Set.of(ON_ETH1));

        assertThat(OwnershipRules.remaining(claimed, NEW, Set.of(ON_ETH1), NEW, Set.of(ON_ETH1)))
                .isEqualTo(owning(NEW, ON_ETH1));
    }

    @Test
    void whatCouldNotBeDeletedStaysOwned() {
        Possessions claimed = OwnershipRules.claimed(owning(OLD, ON_ETH0), NEW, Set.of(ON_ETH1));

        assertThat(OwnershipRules.remaining(claimed, NEW, Set.of(ON_ETH1), OLD, Set.of(ON_ETH0)))
                .isEqualTo(claimed);
    }

    @Test
    void aCrashAfterTheClaimAndBeforeTheAdditionLeavesAClaimThatLapsesWhenNobodyDesiresItAnyMore() {
        Possessions crashed = OwnershipRules.claimed(owning(OLD, ON_ETH0), NEW, Set.of(ON_ETH1));

        Possessions afterRestart = OwnershipRules.remaining(crashed, OLD, Set.of(ON_ETH0), OLD, Set.of(ON_ETH0));

        assertThat(afterRestart).isEqualTo(owning(OLD, ON_ETH0));
    }

    @Test
    void aDestinationThatIsOutForHealthStaysOwnedBecauseItIsDesired() {
        Possessions owned = owning(OLD, ON_ETH0);

        assertThat(OwnershipRules.remaining(owned, OLD, Set.of(ON_ETH0), table(80, 1), Set.of(ON_ETH0)))
                .isEqualTo(owned);
    }

    private static Possessions owning(IpvsTable table, DesiredAddress address) {
        return new Possessions(Ownership.of(table), Set.of(address));
    }

    private static IpvsTable table(int port, int... hosts) {
        return IpvsTable.of(List.of(ServiceEntry.of(
                VirtualService.of(key(port), "wrr"),
                IntStream.of(hosts)
                        .mapToObj(host -> Destination.of(
                                new DestinationKey(InetAddress.ofLiteral("10.1.0." + host), port),
                                ForwardingMethod.DIRECT_ROUTE,
                                1))
                        .toList())));
    }

    private static ServiceKey key(int port) {
        return new ServiceKey.Endpoint(TransportProtocol.TCP, VIP, port);
    }
}
