package dev.lvsfleet.agent.rules;

import static dev.lvsfleet.agent.rules.Standing.EJECTED;
import static dev.lvsfleet.agent.rules.Standing.FALLBACK;
import static dev.lvsfleet.agent.rules.Standing.HELD;
import static dev.lvsfleet.agent.rules.Standing.IN_POOL;
import static dev.lvsfleet.agent.rules.Standing.QUIESCED;
import static dev.lvsfleet.agent.rules.Standing.STANDBY;
import static dev.lvsfleet.agent.testing.Documents.direct;
import static dev.lvsfleet.agent.testing.Documents.down;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.WhenDown;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolMachineTest {

    private static final List<DesiredRealServer> NOBODY = List.of();
    private static final List<DesiredRealServer> SORRY = List.of(real(140, 1));

    private PoolState state = PoolState.NEW;

    @Test
    void aTargetNobodyHasJudgedCountsAsUp() {
        assertThat(standings(web(real(132, 1), real(133, 1)), Verdicts.NONE)).containsExactly(IN_POOL, IN_POOL);
    }

    @Test
    void aRealServerWhoseTargetIsDownLeavesAndReturnsWithTheOperatorsWeight() {
        DesiredService service = web(real(132, 3), real(133, 1));

        assertThat(standings(service, down(132))).containsExactly(EJECTED, IN_POOL);
        assertThat(weights(service, up(132))).containsExactly(3, 1);
    }

    @Test
    void aRealServerThatIsDownStaysDownWhenItsCheckIsEditedUntilTheNewOneHasAVerdict() {
        standings(web(real(132, 1), real(133, 1)), down(132));
        DesiredService edited = web(direct(real(132, 1).address(), 80, 1, "t-132-edited"), real(133, 1));

        assertThat(standings(edited, down(132))).containsExactly(EJECTED, IN_POOL);
        assertThat(standings(edited, Verdicts.NONE)).containsExactly(EJECTED, IN_POOL);
        assertThat(standings(edited, judged("t-132-edited", Health.UP))).containsExactly(IN_POOL, IN_POOL);
    }

    @Test
    void aRealServerThatIsDownIsUpWhenNothingProbesItAnyMore() {
        standings(web(real(132, 1), real(133, 1)), down(132));

        assertThat(standings(web(direct(real(132, 1).address(), 80, 1, null), real(133, 1)), down(132)))
                .containsExactly(IN_POOL, IN_POOL);
    }

    @Test
    void whenEverybodyIsDownNobodyIsTakenOut() {
        assertThat(standings(web(real(132, 3), real(133, 1)), down(132, 133))).containsExactly(HELD, HELD);
    }

    @Test
    void whenOnlyADisabledOneIsUpNobodyIsTakenOut() {
        assertThat(standings(web(real(132, 3), real(133, 0)), down(132))).containsExactly(HELD, IN_POOL);
    }

    @Test
    void aServiceTheOperatorDisabledWhollyHoldsNobody() {
        assertThat(standings(web(real(132, 0), real(133, 0)), down(132, 133))).containsExactly(EJECTED, EJECTED);
    }

    @Test
    void noMoreThanTheLimitIsOutAndTheRestIsHeldInTheOrderOfTheDocument() {
        DesiredService service = web(limit(50), NOBODY, real(1, 1), real(2, 1), real(3, 1), real(4, 1), real(5, 1));

        assertThat(standings(service, down(2, 3, 5))).containsExactly(IN_POOL, EJECTED, EJECTED, IN_POOL, HELD);
    }

    @Test
    void whoIsOutAlreadyStaysOutAtTheLimit() {
        DesiredService service = web(limit(50), NOBODY, real(1, 1), real(2, 1), real(3, 1));
        standings(service, down(3));

        assertThat(standings(service, down(1, 3))).containsExactly(HELD, IN_POOL, EJECTED);
    }

    @Test
    void disabledAndDrainingOnesCountAgainstTheLimit() {
        DesiredService service = web(limit(50), NOBODY, real(1, 0), real(2, 1), real(3, 1), real(4, 1));

        assertThat(standings(service, down(2, 3))).containsExactly(IN_POOL, EJECTED, HELD, IN_POOL);
        state = PoolState.NEW;
        Set<Backend> draining = Set.of(Backend.of(real(9, 1)));
        EffectiveService serves = step(service, new PoolMachine.Input(down(2, 3), draining), 0);
        assertThat(serves.that(EJECTED)).isEmpty();
        assertThat(serves.that(HELD)).hasSize(2);
    }

    @Test
    void whatIsDownCanStayWithWeightZero() {
        PoolPolicy quiesce = new PoolPolicy(WhenDown.QUIESCE, 100, new Quorum(1, 0), null, Duration.ZERO);
        DesiredService service = web(quiesce, NOBODY, real(132, 3), real(133, 1));

        assertThat(standings(service, down(132))).containsExactly(QUIESCED, IN_POOL);
        assertThat(weights(service, down(132))).containsExactly(0, 1);
    }

    /** Quorum 4, hysteresis 1: gained with 5, lost below 3. */
    @Test
    void theQuorumIsGainedAboveItsHysteresisAndLostBelowIt() {
        DesiredService service = web(quorum(4, 1), NOBODY, real(1, 2), real(2, 2), real(3, 1));

        assertThat(quorum(service, onlyDown())).isTrue();
        assertThat(quorum(service, onlyDown(1))).isTrue(); // 3
        assertThat(quorum(service, onlyDown(1, 3))).isFalse(); // 2
        assertThat(quorum(service, onlyDown(1))).isFalse(); // 3
        assertThat(quorum(service, onlyDown(3))).isFalse(); // 4
        assertThat(quorum(service, onlyDown())).isTrue();
    }

    @Test
    void aPoolWithoutAnybodyUpHasNoQuorumWhateverTheHysteresis() {
        DesiredService service = web(quorum(2, 1), NOBODY, real(1, 3));
        assertThat(quorum(service, Verdicts.NONE)).isTrue();

        assertThat(quorum(service, down(1))).isFalse();
    }

    @Test
    void belowItsQuorumTheFallbackServesAndThoseThatAreUpKeepTheirConnections() {
        DesiredService service = web(quorum(3, 0), SORRY, real(1, 2), real(2, 1));
        assertThat(standings(service, Verdicts.NONE)).containsExactly(IN_POOL, IN_POOL, STANDBY);

        assertThat(standings(service, down(1))).containsExactly(EJECTED, QUIESCED, FALLBACK);
        assertThat(weights(service, down(1))).containsExactly(0, 0, 1);
        assertThat(standings(service, up(1))).containsExactly(IN_POOL, IN_POOL, STANDBY);
    }

    @Test
    void aFallbackThatIsDownServesNobodyAndThePoolServesOn() {
        DesiredService service = web(quorum(3, 0), SORRY, real(1, 2), real(2, 1));

        assertThat(standings(service, down(1, 140))).containsExactly(EJECTED, IN_POOL, EJECTED);
        assertThat(standings(service, down(1, 2, 140))).containsExactly(HELD, HELD, EJECTED);
    }

    @Test
    void aFallbackTargetThatIsEditedWhileDownStaysDownToo() {
        DesiredService service = web(quorum(3, 0), SORRY, real(1, 2));
        standings(service, down(1, 140));
        DesiredRealServer edited = direct(real(140, 1).address(), 80, 1, "t-140-edited");

        assertThat(standings(web(quorum(3, 0), List.of(edited), real(1, 2)), down(1)))
                .containsExactly(HELD, EJECTED);
    }

    @Test
    void withAFallbackThatServesEverybodyWhoIsDownMayGoWhateverTheLimit() {
        PoolPolicy none = new PoolPolicy(WhenDown.REMOVE, 0, new Quorum(1, 0), null, Duration.ZERO);

        assertThat(standings(web(none, SORRY, real(1, 1), real(2, 1)), down(1, 2)))
                .containsExactly(EJECTED, EJECTED, FALLBACK);
    }

    private List<Standing> standings(DesiredService service, Verdicts verdicts) {
        return step(service, new PoolMachine.Input(verdicts, Set.of()), 0)
                .all()
                .map(Placement::standing)
                .toList();
    }

    private List<Integer> weights(DesiredService service, Verdicts verdicts) {
        return step(service, new PoolMachine.Input(verdicts, Set.of()), 0)
                .all()
                .map(Placement::weight)
                .toList();
    }

    private boolean quorum(DesiredService service, Verdicts verdicts) {
        return step(service, new PoolMachine.Input(verdicts, Set.of()), 0).quorum();
    }

    private EffectiveService step(DesiredService service, PoolMachine.Input input, long nanos) {
        PoolMachine.Step step = PoolMachine.step(service, state, input, new Tick(nanos));
        state = step.next();
        return step.serves();
    }

    private static PoolPolicy limit(int percent) {
        return new PoolPolicy(WhenDown.REMOVE, percent, new Quorum(1, 0), null, Duration.ZERO);
    }

    private static PoolPolicy quorum(int up, int hysteresis) {
        return new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(up, hysteresis), null, Duration.ZERO);
    }

    /** All are judged, these down, the others up. */
    private static Verdicts onlyDown(int... hosts) {
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        IntStream.range(1, 10).forEach(host -> verdicts.put("t-" + host, verdict(host, Health.UP)));
        verdicts.putAll(down(hosts).byTarget());
        return new Verdicts(verdicts);
    }

    private static Verdicts up(int host) {
        return new Verdicts(Map.of("t-" + host, verdict(host, Health.UP)));
    }

    private static Verdicts judged(String target, Health health) {
        return new Verdicts(Map.of(target, verdict(132, health)));
    }
}
