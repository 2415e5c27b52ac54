package dev.lvsfleet.agent.rules;

import static dev.lvsfleet.agent.testing.Documents.direct;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EffectiveRulesTest {

    @Test
    void aTargetNobodyHasJudgedCountsAsUp() {
        EffectiveService effective = only(web(real(132, 1), real(133, 1)));

        assertThat(effective.pool()).containsExactly(real(132, 1), real(133, 1));
        assertThat(effective.ejected()).isEmpty();
    }

    @Test
    void aRealServerWhoseTargetIsDownLeavesThePool() {
        EffectiveService effective = only(web(real(132, 3), real(133, 1)), verdict(132, Health.DOWN));

        assertThat(effective.pool()).containsExactly(real(133, 1));
        assertThat(effective.ejected()).containsExactly(real(132, 3));
        assertThat(effective.held()).isEmpty();
    }

    @Test
    void itReturnsWithTheOperatorsWeight() {
        assertThat(only(web(real(132, 3), real(133, 1)), verdict(132, Health.UP))
                        .pool())
                .containsExactly(real(132, 3), real(133, 1));
    }

    @Test
    void whenEverybodyIsDownNobodyIsTakenOut() {
        EffectiveService effective =
                only(web(real(132, 3), real(133, 1)), verdict(132, Health.DOWN), verdict(133, Health.DOWN));

        assertThat(effective.pool()).containsExactly(real(132, 3), real(133, 1));
        assertThat(effective.held()).containsExactly(real(132, 3), real(133, 1));
        assertThat(effective.ejected()).isEmpty();
    }

    @Test
    void whenOnlyADrainedOneIsUpNobodyIsTakenOut() {
        EffectiveService effective = only(web(real(132, 3), real(133, 0)), verdict(132, Health.DOWN));

        assertThat(effective.pool()).containsExactly(real(132, 3), real(133, 0));
        assertThat(effective.held()).containsExactly(real(132, 3));
    }

    @Test
    void aServiceTheOperatorDrainedWhollyIsNotHeld() {
        EffectiveService effective =
                only(web(real(132, 0), real(133, 0)), verdict(132, Health.DOWN), verdict(133, Health.DOWN));

        assertThat(effective.pool()).isEmpty();
        assertThat(effective.held()).isEmpty();
    }

    @Test
    void aRealServerThatNothingProbesIsNeverTakenOut() {
        DesiredRealServer unprobed = direct(real(132, 1).address(), 80, 1, null);

        assertThat(only(web(unprobed, real(133, 1)), verdict(133, Health.DOWN)).pool())
                .containsExactly(unprobed);
    }

    @Test
    void oneServicesHealthDoesNotHoldAnothers() {
        EffectiveState effective = EffectiveRules.of(
                state(1, service("a", 80, real(132, 1)), service("b", 80, real(132, 1), real(133, 1))),
                verdicts(verdict(132, Health.DOWN)));

        assertThat(effective.services().get(0).held()).hasSize(1);
        assertThat(effective.services().get(1).pool()).containsExactly(real(133, 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void healthNeverEmptiesAServiceNorChangesAWeight(long seed) {
        Random random = new Random(seed);
        DesiredService desired = randomService(random);
        Verdicts verdicts = randomVerdicts(random);

        EffectiveService effective =
                EffectiveRules.of(state(1, desired), verdicts).services().getFirst();

        assertThat(takesConnections(effective.pool())).isEqualTo(takesConnections(desired.realServers()));
        assertThat(desired.realServers()).containsAll(effective.pool());
        List<DesiredRealServer> everybody = new ArrayList<>(effective.pool());
        everybody.addAll(effective.ejected());
        assertThat(everybody).containsExactlyInAnyOrderElementsOf(desired.realServers());
        assertThat(effective.ejected()).allMatch(server -> isDown(server, verdicts));
        assertThat(effective.held()).allMatch(server -> isDown(server, verdicts));
        assertThat(effective.ejected().isEmpty() || effective.held().isEmpty()).isTrue();
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static DesiredService randomService(Random random) {
        return web(IntStream.range(0, random.nextInt(8))
                .mapToObj(host -> real(host + 1, random.nextInt(3)))
                .toArray(DesiredRealServer[]::new));
    }

    private static Verdicts randomVerdicts(Random random) {
        return verdicts(IntStream.range(1, 9)
                .filter(host -> random.nextBoolean())
                .mapToObj(host -> verdict(host, random.nextInt(3) == 0 ? Health.UP : Health.DOWN))
                .toArray(HealthVerdict[]::new));
    }

    private static boolean isDown(DesiredRealServer server, Verdicts verdicts) {
        return server.probeTarget().filter(verdicts::isDown).isPresent();
    }

    private static boolean takesConnections(List<DesiredRealServer> servers) {
        return servers.stream().anyMatch(server -> server.weight() > 0);
    }

    private static EffectiveService only(DesiredService service, HealthVerdict... verdicts) {
        return EffectiveRules.of(state(1, service), verdicts(verdicts))
                .services()
                .getFirst();
    }

    private static Verdicts verdicts(HealthVerdict... verdicts) {
        Map<String, HealthVerdict> byTarget = new HashMap<>();
        for (HealthVerdict verdict : verdicts) {
            byTarget.put(verdict.target(), verdict);
        }
        return new Verdicts(byTarget);
    }
}
