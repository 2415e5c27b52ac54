package dev.lvsfleet.ipvs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.Encapsulation;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.Persistence;
import dev.lvsfleet.ipvs.RandomTables;
import dev.lvsfleet.ipvs.SchedulerFlag;
import dev.lvsfleet.ipvs.Seeds;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IpvsPlannerTest {

    private static final VirtualService WEB = service("198.51.100.1");
    private static final VirtualService MAIL = service("198.51.100.2");
    private static final Destination ONE = destination("192.0.2.1", 1);
    private static final Destination TWO = destination("192.0.2.2", 1);
    private static final Destination THREE = destination("192.0.2.3", 1);

    @Test
    void equalTablesNeedNothing() {
        IpvsTable table = table(ServiceEntry.of(WEB, List.of(ONE)));

        assertThat(IpvsPlanner.plan(table, table, Ownership.NONE).isEmpty()).isTrue();
    }

    @Test
    void aNewServiceGetsItsDestinationsRightAfterIt() {
        IpvsPlan plan = IpvsPlanner.plan(
                table(ServiceEntry.of(WEB, List.of(ONE)), ServiceEntry.of(MAIL, List.of(TWO))),
                IpvsTable.EMPTY,
                Ownership.NONE);

        assertThat(plan.operations())
                .containsExactly(
                        new AddService(WEB),
                        new AddDestination(WEB.key(), ONE),
                        new AddService(MAIL),
                        new AddDestination(MAIL.key(), TWO));
    }

    @Test
    void aDifferenceIsSetAndNeverDeletedAndAddedAgain() {
        VirtualService sticky =
                new VirtualService(WEB.key(), "sh", Set.of(SchedulerFlag.PORT), new Persistence.Sticky(60, 24, "sip"));
        Destination tunnelled =
                new Destination(ONE.key(), new ForwardingMethod.Tunnel(new Encapsulation.Gre(true)), 5, 9, 8);
        IpvsTable observed = table(ServiceEntry.of(WEB, List.of(ONE)));

        IpvsPlan plan =
                IpvsPlanner.plan(table(ServiceEntry.of(sticky, List.of(tunnelled))), observed, Ownership.of(observed));

        assertThat(plan.operations()).containsExactly(new SetDestination(WEB.key(), tunnelled), new SetService(sticky));
    }

    @Test
    void whatIsAddedComesBeforeWhatIsDeletedAndWholeServicesGoLast() {
        IpvsTable observed = table(ServiceEntry.of(MAIL, List.of(THREE)), ServiceEntry.of(WEB, List.of(ONE)));

        IpvsPlan plan = IpvsPlanner.plan(table(ServiceEntry.of(WEB, List.of(TWO))), observed, Ownership.of(observed));

        assertThat(plan.operations())
                .containsExactly(
                        new AddDestination(WEB.key(), TWO),
                        new DeleteDestination(WEB.key(), ONE.key()),
                        new DeleteService(MAIL.key()));
    }

    @Test
    void aWeightIsRaisedBeforeAnotherIsDrained() {
        Destination drained = destination("192.0.2.1", 0);
        Destination idle = destination("192.0.2.2", 0);

        IpvsPlan plan = IpvsPlanner.plan(
                table(ServiceEntry.of(WEB, List.of(drained, TWO))),
                table(ServiceEntry.of(WEB, List.of(ONE, idle))),
                Ownership.NONE);

        assertThat(plan.operations())
                .containsExactly(new SetDestination(WEB.key(), TWO), new SetDestination(WEB.key(), drained));
    }

    /** With {@code ovf} a weight is a number of connections: 1 for the old scheduler would be far too low for it. */
    @Test
    void aNewSchedulerMeetsWeightsAlreadyRaisedAndNoneAlreadyLowered() {
        VirtualService overflowing = new VirtualService(WEB.key(), "ovf", Set.of(), WEB.persistence());
        Destination many = destination("192.0.2.1", 1000);
        IpvsTable few = table(ServiceEntry.of(WEB, List.of(ONE)));
        IpvsTable full = table(ServiceEntry.of(overflowing, List.of(many)));

        assertThat(IpvsPlanner.plan(full, few, Ownership.of(few)).operations())
                .containsExactly(new SetDestination(WEB.key(), many), new SetService(overflowing));
        assertThat(IpvsPlanner.plan(few, full, Ownership.of(full)).operations())
                .containsExactly(new SetService(WEB), new SetDestination(WEB.key(), ONE));
    }

    @Test
    void aForeignServiceIsReportedAndLeftAlone() {
        IpvsPlan plan = IpvsPlanner.plan(IpvsTable.EMPTY, table(ServiceEntry.of(WEB, List.of(ONE))), Ownership.NONE);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.foreignServices()).containsExactly(WEB.key());
    }

    @Test
    void aForeignDestinationInAServiceOfOursIsReportedAndLeftAlone() {
        IpvsTable ours = table(ServiceEntry.of(WEB, List.of(ONE)));

        IpvsPlan plan = IpvsPlanner.plan(ours, table(ServiceEntry.of(WEB, List.of(ONE, TWO))), Ownership.of(ours));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.foreignDestinations()).containsExactly(new OwnedDestination(WEB.key(), TWO.key()));
    }

    @Test
    void aServiceOfOursWithAForeignDestinationLosesOnlyWhatIsOurs() {
        IpvsTable ours = table(ServiceEntry.of(WEB, List.of(ONE)));

        IpvsPlan plan =
                IpvsPlanner.plan(IpvsTable.EMPTY, table(ServiceEntry.of(WEB, List.of(ONE, TWO))), Ownership.of(ours));

        assertThat(plan.operations()).containsExactly(new DeleteDestination(WEB.key(), ONE.key()));
        assertThat(plan.foreignDestinations()).containsExactly(new OwnedDestination(WEB.key(), TWO.key()));
    }

    @Test
    void aServiceOfOursThatHoldsWhatNobodyUnderstandsLosesOnlyWhatIsOurs() {
        IpvsTable observed = table(new ServiceEntry(WEB, Map.of(ONE.key(), ONE), true));

        IpvsPlan plan = IpvsPlanner.plan(IpvsTable.EMPTY, observed, Ownership.of(observed));

        assertThat(plan.operations()).containsExactly(new DeleteDestination(WEB.key(), ONE.key()));
        IpvsTable after = IpvsTransition.after(observed, plan.operations());
        assertThat(IpvsPlanner.plan(IpvsTable.EMPTY, after, Ownership.of(observed))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aDesiredEntryThatIsThereIsAdopted() {
        IpvsTable observed = table(ServiceEntry.of(WEB, List.of(destination("192.0.2.1", 7), TWO)));

        IpvsPlan plan = IpvsPlanner.plan(table(ServiceEntry.of(WEB, List.of(ONE, TWO))), observed, Ownership.NONE);

        assertThat(plan.operations()).containsExactly(new SetDestination(WEB.key(), ONE));
        assertThat(plan.foreignDestinations()).isEmpty();
    }

    @Test
    void aPlanReachesWhatIsDesiredAndKeepsWhatIsForeign() {
        Seeds.forEach(2000, random -> {
            IpvsTable desired = RandomTables.table(random);
            IpvsTable observed = RandomTables.table(random);
            Ownership owned = Ownership.of(random.nextBoolean() ? observed : RandomTables.table(random));

            IpvsPlan plan = IpvsPlanner.plan(desired, observed, owned);
            IpvsTable after = IpvsTransition.after(observed, plan.operations());

            desired.services().forEach((key, entry) -> {
                assertThat(entry(after, key).service()).isEqualTo(entry.service());
                assertThat(entry(after, key).destinations()).containsAllEntriesOf(entry.destinations());
            });
            Set<IpvsOperation> deletions = Set.copyOf(plan.removals());
            observed.services().forEach((key, entry) -> {
                if (!owned.services().contains(key)) {
                    assertThat(deletions).doesNotContain(new DeleteService(key));
                    assertThat(after.services()).containsKey(key);
                }
                entry.destinations().keySet().stream()
                        .filter(destination -> !owned.destinations().contains(new OwnedDestination(key, destination)))
                        .forEach(destination ->
                                assertThat(entry(after, key).destinations()).containsKey(destination));
            });
            assertThat(IpvsPlanner.plan(desired, after, owned).isEmpty()).isTrue();
        });
    }

    @Test
    void operationsDoTogetherWhatTheyDoOneByOne() {
        Seeds.forEach(2000, random -> {
            IpvsTable before = RandomTables.table(random);
            List<IpvsOperation> operations = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                operations.addAll(
                        IpvsPlanner.plan(RandomTables.table(random), RandomTables.table(random), Ownership.of(before))
                                .operations());
                operations.addAll(IpvsPlanner.plan(IpvsTable.EMPTY, before, Ownership.of(before))
                        .operations());
            }

            IpvsTable oneByOne = before;
            for (IpvsOperation operation : operations) {
                oneByOne = IpvsTransition.after(oneByOne, operation);
            }

            assertThat(IpvsTransition.after(before, operations)).isEqualTo(oneByOne);
        });
    }

    @Test
    void noPrefixOfAPlanLeavesAServiceWithoutBackends() {
        Seeds.forEach(2000, random -> {
            IpvsTable desired = RandomTables.table(random);
            IpvsTable table = RandomTables.table(random);
            Set<ServiceKey> served = served(table);

            for (IpvsOperation operation :
                    IpvsPlanner.plan(desired, table, Ownership.of(table)).operations()) {
                table = IpvsTransition.after(table, operation);
                Set<ServiceKey> now = served(table);
                assertThat(served(desired).stream().filter(served::contains))
                        .as("after %s", operation)
                        .allMatch(now::contains);
                served = now;
            }
        });
    }

    private static Set<ServiceKey> served(IpvsTable table) {
        return table.services().values().stream()
                .filter(entry -> entry.destinations().values().stream().anyMatch(each -> each.weight() > 0))
                .map(entry -> entry.service().key())
                .collect(Collectors.toSet());
    }

    private static ServiceEntry entry(IpvsTable table, ServiceKey key) {
        return Objects.requireNonNull(table.services().get(key), key::toString);
    }

    private static IpvsTable table(ServiceEntry... entries) {
        return IpvsTable.of(List.of(entries));
    }

    private static VirtualService service(String address) {
        return VirtualService.of(
                new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral(address), 80), "wrr");
    }

    private static Destination destination(String address, int weight) {
        return Destination.of(
                new DestinationKey(InetAddress.ofLiteral(address), 80), ForwardingMethod.DIRECT_ROUTE, weight);
    }
}
