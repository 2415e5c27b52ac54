package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.ownership.Possessions;
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
import org.junit.jupiter.api.Test;

class DriftRulesTest {

    private static final InetAddress VIP = InetAddress.ofLiteral("10.0.0.1");
    private static final ServiceKey WEB = new ServiceKey.Endpoint(TransportProtocol.TCP, VIP, 80);
    private static final DesiredAddress ADDRESS = new DesiredAddress(VIP, 32, "eth0");
    private static final Observation BELIEVED = seen("wrr", Set.of(ADDRESS), real(1, 3), real(2, 1));
    private static final Possessions OURS = new Possessions(Ownership.of(BELIEVED.table()), Set.of(ADDRESS));

    @Test
    void whatIsAsBelievedIsNoDrift() {
        assertThat(DriftRules.between(BELIEVED, BELIEVED, OURS)).isEmpty();
    }

    @Test
    void aMissingServiceIsOneDriftWithTheNumberOfItsDestinations() {
        assertThat(drifts(new Observation(IpvsTable.EMPTY, Set.of(ADDRESS), List.of())))
                .containsExactly("the service was missing with its 2 destinations");
    }

    @Test
    void aDestinationThatIsMissingAndOneThatWasAlteredAreNamed() {
        assertThat(drifts(seen("wrr", Set.of(ADDRESS), real(2, 7))))
                .containsExactly(
                        "destination 10.1.0.1:80 was missing",
                        "destination 10.1.0.2:80 was altered from weight 1 DIRECT_ROUTE to weight 7 DIRECT_ROUTE");
    }

    @Test
    void anotherSchedulerIsNamed() {
        assertThat(drifts(seen("rr", Set.of(ADDRESS), real(1, 3), real(2, 1))))
                .containsExactly("the service was altered to scheduler rr");
    }

    @Test
    void anAddressThatIsMissingIsNamed() {
        assertThat(drifts(seen("wrr", Set.of(), real(1, 3), real(2, 1))))
                .containsExactly("the address was missing from eth0");
    }

    @Test
    void whatIsNotOursMayChangeAtWill() {
        Observation gone = new Observation(IpvsTable.EMPTY, Set.of(), List.of());

        assertThat(DriftRules.between(BELIEVED, gone, Possessions.NONE)).isEmpty();
    }

    @Test
    void whatSomebodyAddedIsNoDrift() {
        assertThat(drifts(seen("wrr", Set.of(ADDRESS), real(1, 3), real(2, 1), real(9, 1))))
                .isEmpty();
    }

    private static List<String> drifts(Observation observed) {
        return DriftRules.between(BELIEVED, observed, OURS).stream()
                .map(Drift::what)
                .toList();
    }

    private static Observation seen(String scheduler, Set<DesiredAddress> addresses, Destination... destinations) {
        ServiceEntry entry = ServiceEntry.of(VirtualService.of(WEB, scheduler), List.of(destinations));
        return new Observation(IpvsTable.of(List.of(entry)), addresses, List.of());
    }

    private static Destination real(int host, int weight) {
        return Destination.of(
                new DestinationKey(InetAddress.ofLiteral("10.1.0." + host), 80), ForwardingMethod.DIRECT_ROUTE, weight);
    }
}
