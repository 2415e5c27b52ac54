package dev.lvsfleet.agent.budget;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.WhenUnable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetRulesTest {

    private static final DeletionBudget HALF = DeletionBudget.DEFAULT;

    @Test
    void aSmallTableIsFree() {
        DesiredState held = state(1, services(10, 1, 1));

        assertThat(BudgetRules.within(HALF, held, state(2))).isEqualTo(state(2));
    }

    @Test
    void beyondTheBudgetTheLaterServicesOfTheDocumentBeforeStay() {
        DesiredState held = state(1, services(30, 1, 1));

        DesiredState limited = BudgetRules.within(HALF, held, state(2));

        assertThat(limited.services()).isEqualTo(held.services().subList(15, 30));
        assertThat(limited.revision()).isEqualTo(2);
        assertThat(BudgetRules.heldBack(state(2), limited)).isEqualTo(new HeldBack(15, 0));
    }

    @Test
    void whatIsHeldBackStaysReachable() {
        DesiredState held = state(1, services(30, 1, 1));
        DesiredState nothing = new DesiredState(
                DesiredState.SCHEMA, held.node(), 2, held.site(), held.group(), held.revisedAt(), List.of(), List.of());

        assertThat(BudgetRules.within(HALF, held, nothing).addresses()).isEqualTo(held.addresses());
    }

    @Test
    void whatIsHeldBackIsHeldByTheVirtualRouterThatItsAddressMovedTo() {
        DesiredState held = state(1, services(30, 1, 1));
        DesiredState elected = bare(held).with(new Failover(List.of(guide()), null));

        DesiredState limited = BudgetRules.within(HALF, held, elected);

        assertThat(limited.services()).hasSize(15);
        assertThat(limited.failover()).isEqualTo(elected.failover());
        assertThat(limited.addresses()).isEmpty();
    }

    @Test
    void aVirtualRouterStaysWithTheServicesThatAreHeldBack() {
        DesiredState held = bare(state(1)).with(new Failover(List.of(guide()), null));
        DesiredState serving = new DesiredState(
                        DesiredState.SCHEMA,
                        held.node(),
                        1,
                        held.site(),
                        held.group(),
                        held.revisedAt(),
                        List.of(),
                        List.of(services(30, 1, 1)))
                .with(held.failover());

        DesiredState limited = BudgetRules.within(HALF, serving, bare(state(2)));

        assertThat(limited.services()).hasSize(15);
        assertThat(limited.failover()).isEqualTo(serving.failover());
    }

    /** The same node without services and addresses. */
    private static DesiredState bare(DesiredState of) {
        return new DesiredState(
                DesiredState.SCHEMA, of.node(), 2, of.site(), of.group(), of.revisedAt(), List.of(), List.of());
    }

    private static VirtualRouter guide() {
        return new VirtualRouter(
                "guide",
                51,
                3,
                "eth0",
                InetAddress.ofLiteral("192.168.148.130"),
                VirtualRouter.Transport.UNICAST,
                List.of(),
                100,
                Duration.ofSeconds(1),
                true,
                Duration.ZERO,
                Duration.ZERO,
                null,
                List.of(Documents.VIP),
                null,
                Duration.ofSeconds(5),
                WhenUnable.FAULT,
                false,
                null);
    }

    @Test
    void aWeightOfZeroIsADeletionAndWhatIsHeldBackKeepsItsWeight() {
        DesiredState held = state(1, services(1, 40, 3));

        DesiredState limited = BudgetRules.within(HALF, held, state(2, services(1, 40, 0)));

        assertThat(realServers(limited)).hasSize(40);
        assertThat(realServers(limited).stream().map(DesiredRealServer::weight))
                .startsWith(0, 0)
                .filteredOn(weight -> weight == 3)
                .hasSize(20);
        assertThat(BudgetRules.heldBack(state(2, services(1, 40, 0)), limited)).isEqualTo(new HeldBack(0, 20));
    }

    @Test
    void additionsAndAlterationsAreNotTouched() {
        DesiredState held = state(1, services(20, 5, 1));
        DesiredState wanted = state(2, services(60, 5, 9));

        assertThat(BudgetRules.within(HALF, held, wanted)).isSameAs(wanted);
    }

    @Test
    void aServiceThatIsLargerThanTheBudgetMayGoIfItIsTheFirst() {
        DesiredState held = state(1, services(1, 200, 1));

        assertThat(BudgetRules.within(HALF, held, state(2)).services()).isEmpty();
    }

    @Test
    void theSentenceSaysHowManyAndWhatToDo() {
        assertThat(HeldBack.NOTHING.sentence()).isEmpty();
        assertThat(new HeldBack(3, 20).sentence().orElseThrow())
                .contains("the deletion of 3 services", "of 20 real servers", "a newer revision");
    }

    @Test
    void noDocumentTakesAwayMoreThanItsBudgetAndSendingItAgainFinishesIt() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            DesiredState held = random(random, 1);
            DesiredState wanted = random(random, 2);
            String when = "seed " + seed;
            for (int sent = 0; !held.equals(wanted); sent++) {
                DesiredState limited = BudgetRules.within(HALF, held, wanted);
                assertThat(limited).as(when).isEqualTo(BudgetRules.within(HALF, held, wanted));
                check(held, wanted, limited, when);
                assertThat(sent).as(when).isLessThan(20);
                held = limited;
            }
        }
    }

    private static void check(DesiredState held, DesiredState wanted, DesiredState limited, String when) {
        Set<ServiceEndpoint> left = endpoints(limited);
        List<DesiredService> gone = held.services().stream()
                .filter(it -> !left.contains(it.endpoint()))
                .toList();
        assertThat(gone.size())
                .as(when)
                .isLessThanOrEqualTo(HALF.of(held.services().size()));
        int first = gone.isEmpty() ? 0 : gone.getFirst().realServers().size();
        int budget = HALF.of(realServers(held).size());
        int taken = gone.stream().mapToInt(it -> it.realServers().size()).sum()
                + BudgetRules.heldBack(limited, held).realServers();
        assertThat(taken).as(when).isLessThanOrEqualTo(budget + first);
        assertThat(left).as(when).containsAll(endpoints(wanted));
        if (BudgetRules.heldBack(wanted, limited).equals(HeldBack.NOTHING)) {
            assertThat(limited).as(when).isEqualTo(wanted);
        }
    }

    private static Set<ServiceEndpoint> endpoints(DesiredState state) {
        Set<ServiceEndpoint> endpoints = new HashSet<>();
        state.services().forEach(it -> endpoints.add(it.endpoint()));
        return endpoints;
    }

    private static DesiredState random(Random random, long revision) {
        List<DesiredService> services = new ArrayList<>();
        for (int port = 1; port < 60; port++) {
            if (random.nextInt(3) > 0) {
                services.add(service("s" + port, port, servers(random.nextInt(20), host -> random.nextInt(3))));
            }
        }
        return state(revision, services.toArray(DesiredService[]::new));
    }

    private static DesiredService[] services(int count, int realServers, int weight) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(port -> service("s" + port, port, servers(realServers, host -> weight)))
                .toArray(DesiredService[]::new);
    }

    private static DesiredRealServer[] servers(int count, IntFunction<Integer> weight) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(host -> real(host, weight.apply(host)))
                .toArray(DesiredRealServer[]::new);
    }

    private static List<DesiredRealServer> realServers(DesiredState state) {
        return state.services().stream()
                .flatMap(it -> it.realServers().stream())
                .toList();
    }
}
