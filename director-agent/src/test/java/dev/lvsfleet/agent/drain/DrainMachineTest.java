package dev.lvsfleet.agent.drain;

import static dev.lvsfleet.agent.testing.Documents.down;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.drain.DrainMachine.Effect;
import dev.lvsfleet.agent.drain.DrainMachine.Input;
import dev.lvsfleet.agent.drain.DrainMachine.Step;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.WhenDown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainMachineTest {

    private static final Tick NOW = new Tick(Long.MAX_VALUE - 1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Connections SOME = new Connections(2, 9, 1);

    private Drains drains = Drains.NONE;

    @Test
    void aRealServerThatADocumentTakesOutDrainsAsItWas() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(MINUTE, real(2, 1)));

        assertThat(drains.running()).singleElement().satisfies(it -> {
            assertThat(it.service()).isEqualTo("web");
            assertThat(it.server()).isEqualTo(real(1, 5));
            assertThat(it.remaining(NOW)).isEqualTo(MINUTE);
        });
        assertThat(drains.nextCount()).contains(NOW.plus(DrainMachine.BETWEEN_COUNTS));
    }

    @Test
    void withoutATimeoutNobodyDrains() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(Duration.ZERO, real(2, 1)));

        assertThat(drains).isEqualTo(Drains.NONE);
    }

    @Test
    void whoIsNotInTheTableDoesNotDrain() {
        DesiredService before = pool(MINUTE, real(1, 5), real(2, 1));
        step(new Input.Replaced(Optional.of(effective(before, down(1))), state(2, pool(MINUTE, real(2, 1)))), NOW);

        assertThat(drains).isEqualTo(Drains.NONE);
    }

    @Test
    void aServiceThatGoesOrIsAnotherTakesItsDrainsWithIt() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(MINUTE, real(2, 1)));

        step(new Input.Replaced(Optional.empty(), state(3, service("other", 80, real(2, 1)))), NOW);
        assertThat(drains).isEqualTo(Drains.NONE);
        step(new Input.Replaced(Optional.of(effective(pool(MINUTE, real(1, 5)), Verdicts.NONE)), state(4)), NOW);
        assertThat(drains).isEqualTo(Drains.NONE);
    }

    @Test
    void whoIsReadmittedIsSimplyBack() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(MINUTE, real(2, 1)));

        replace(pool(MINUTE, real(2, 1)), pool(MINUTE, real(2, 1), real(1, 7)));

        assertThat(drains).isEqualTo(Drains.NONE);
    }

    @Test
    void aShorterTimeoutShortensADrainAndALongerOneDoesNotProlongIt() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(MINUTE, real(2, 1)));

        replace(pool(MINUTE, real(2, 1)), pool(Duration.ofHours(1), real(2, 1)));
        assertThat(drains.running().getFirst().remaining(NOW)).isEqualTo(MINUTE);
        replace(pool(MINUTE, real(2, 1)), pool(Duration.ofSeconds(5), real(2, 1)));
        assertThat(drains.running().getFirst().remaining(NOW)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void itGoesOnWhileThereAreConnectionsAndEndsWithTheLast() {
        Drain drain = draining();

        assertThat(count(drain, SOME, after(1))).isEmpty();
        assertThat(drains.running().getFirst().counted()).contains(3L);
        assertThat(drains.nextCount()).contains(after(2));
        Drain counted = drains.running().getFirst();
        assertThat(count(counted, new Connections(0, 9, 0), after(2))).containsExactly(new Effect.Drained(counted));
        assertThat(drains).isEqualTo(Drains.NONE);
    }

    /** Its handshakes are not counted as active; when another drains already it is counted soon after it began. */
    @Test
    void whoHasJustBegunHasNotDrainedThoughNothingIsActive() {
        Drain drain = draining();

        assertThat(count(drain, new Connections(0, 3, 0), after(0.1))).isEmpty();
        Drain young = drains.running().getFirst();
        assertThat(count(young, new Connections(0, 3, 0), after(1.9))).isEmpty();
        assertThat(count(young, new Connections(0, 3, 0), after(2))).containsExactly(new Effect.Drained(young));
    }

    @Test
    void whoseTimeIsUpBeforeThatHasDrainedIfNothingIsActive() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(Duration.ofSeconds(1), real(2, 1)));
        Drain drain = drains.running().getFirst();

        assertThat(count(drain, new Connections(0, 3, 0), after(1))).containsExactly(new Effect.Drained(drain));
    }

    @Test
    void whatIsNotInTheTableHasNoConnections() {
        Drain drain = draining();

        assertThat(step(new Input.Counted(Map.of(), Duration.ZERO), after(1)).effects())
                .containsExactly(new Effect.Drained(drain));
    }

    @Test
    void whenItsTimeIsUpItIsSaidHowManyAreCut() {
        Drain drain = draining();
        assertThat(count(drain, SOME, after(59.5))).isEmpty();
        assertThat(drains.nextCount()).as("the deadline comes first").contains(after(60));
        Drain counted = drains.running().getFirst();

        assertThat(count(counted, SOME, after(60))).containsExactly(new Effect.Expired(counted, 3));
    }

    @Test
    void countingThatTakesLongIsDoneSeldom() {
        Drain drain = draining();

        step(new Input.Counted(Map.of(drain, SOME), Duration.ofMillis(500)), after(1));

        assertThat(drains.nextCount()).contains(after(11));
    }

    @Test
    void aKernelThatDoesNotAnswerEndsNoDrain() {
        draining();

        step(new Input.Uncounted(), after(100));

        assertThat(drains.running()).hasSize(1);
        assertThat(drains.nextCount()).as("no busy waiting").contains(after(101));
    }

    @Test
    void inactiveOnesCountWhereTheKernelKnowsNoOthers() {
        Connections inactive = new Connections(0, 4, 0);

        assertThat(inactive.awaited(endpoint(Protocol.TCP))).isZero();
        assertThat(inactive.awaited(endpoint(Protocol.SCTP))).isZero();
        assertThat(inactive.awaited(endpoint(Protocol.UDP))).isEqualTo(4);
        assertThat(inactive.awaited(new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 7)))
                .isEqualTo(4);
    }

    @Test
    void aDrainThatIsResumedHasNoMoreThanItsTimeout() {
        Drain drain = draining();
        Tick skewed = NOW.plus(Duration.ofDays(-1));

        step(new Input.Resumed(), skewed);

        assertThat(drains.running().getFirst().remaining(skewed)).isEqualTo(MINUTE);
        drains = new Drains(List.of(drain), null);
        step(new Input.Resumed(), after(50));
        assertThat(drains.running().getFirst().remaining(after(50))).isEqualTo(Duration.ofSeconds(10));
    }

    private Drain draining() {
        replace(pool(MINUTE, real(1, 5), real(2, 1)), pool(MINUTE, real(2, 1)));
        return drains.running().getFirst();
    }

    private List<Effect> count(Drain drain, Connections left, Tick now) {
        return step(new Input.Counted(Map.of(drain, left), Duration.ZERO), now).effects();
    }

    private void replace(DesiredService before, DesiredService after) {
        step(new Input.Replaced(Optional.of(effective(before, Verdicts.NONE)), state(2, after)), NOW);
    }

    private Step step(Input input, Tick now) {
        Step step = DrainMachine.step(drains, input, now);
        drains = step.next();
        return step;
    }

    private static EffectiveState effective(DesiredService service, Verdicts verdicts) {
        return EffectiveRules.step(
                        state(1, service), Pools.NONE, new EffectiveRules.Input(verdicts, Map.of()), new Tick(0))
                .effective();
    }

    private static DesiredService pool(Duration drainTimeout, DesiredRealServer... servers) {
        return web(new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(1, 0), null, drainTimeout), List.of(), servers);
    }

    private static ServiceEndpoint endpoint(Protocol protocol) {
        return new ServiceEndpoint.Address(protocol, Documents.VIP, 80);
    }

    private static Tick after(double seconds) {
        return NOW.plusNanos(Math.round(seconds * 1e9));
    }
}
