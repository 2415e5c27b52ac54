package dev.lvsfleet.agent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.RandomPools;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Quorum;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of any pool after any history of verdicts, edits and time. */
class PoolPropertyTest {

    private static final int RUNS = 1000;
    private static final int STEPS = 20;

    @Test
    void aPoolKeepsItsPromisesAfterEveryStep() {
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                new Run(seed).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("fails for seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Run {

        private final Random random;
        private final RandomPools pools;
        private DesiredService service;
        private Verdicts verdicts = Verdicts.NONE;
        private PoolState state = PoolState.NEW;
        private Tick now = new Tick(Long.MAX_VALUE - 3_000_000_000L);
        private Map<Backend, Placement> before = new HashMap<>();

        Run(long seed) {
            this.random = new Random(seed);
            this.pools = new RandomPools(random);
            this.service = pools.service();
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> verdicts = pools.verdicts();
                    case 1 -> service = pools.edited(service);
                    default -> now = now.plus(Duration.ofMillis(random.nextInt(2000)));
                }
                boolean hadQuorum = state.quorum();
                PoolMachine.Step step = step(state, now);
                assertThat(step).as("the short cut").isEqualTo(whole(state, now));
                checkSomebodyServes(step.serves());
                checkLimit(step.serves());
                checkWeights(step.serves());
                checkQuorum(step, hadQuorum);
                checkWake(step);
                state = step.next();
                before = places(step.serves());
            }
        }

        private PoolMachine.Step step(PoolState from, Tick at) {
            return PoolMachine.step(service, from, new PoolMachine.Input(verdicts, Set.of()), at);
        }

        private PoolMachine.Step whole(PoolState from, Tick at) {
            return PoolMachine.whole(service, from, new PoolMachine.Input(verdicts, Set.of()), at);
        }

        private void checkSomebodyServes(EffectiveService serves) {
            boolean wanted = service.realServers().stream().anyMatch(it -> it.weight() > 0);
            if (wanted) {
                assertThat(serves.all()).as("who serves").anyMatch(it -> it.weight() > 0);
            }
        }

        private void checkLimit(EffectiveService serves) {
            if (serves.isServedByFallback()) {
                return;
            }
            long disabled = service.realServers().stream()
                    .filter(it -> it.weight() == 0)
                    .count();
            long out = serves.pool().stream()
                    .filter(it -> it.server().weight() > 0 && !it.standing().serves())
                    .count();
            long most = (long) service.realServers().size() * service.policy().ejectionLimit() / 100;
            assertThat(out).as("out by health").isLessThanOrEqualTo(Math.max(0, most - disabled));
        }

        private void checkWeights(EffectiveService serves) {
            serves.all().forEach(it -> {
                assertThat(it.weight()).isBetween(0, it.server().weight());
                if (it.standing().serves() && it.server().weight() > 0) {
                    assertThat(it.weight()).as("weight of %s", it).isPositive();
                }
                Placement earlier = before.getOrDefault(Backend.of(it.server()), it);
                boolean sameIntent = earlier.server().weight() == it.server().weight();
                if (sameIntent && it.standing() == Standing.RAMPING && earlier.standing() == Standing.RAMPING) {
                    assertThat(it.weight()).as("ramp of %s", it).isGreaterThanOrEqualTo(earlier.weight());
                }
            });
        }

        private void checkQuorum(PoolMachine.Step step, boolean had) {
            Quorum quorum = service.policy().quorum();
            long up = service.realServers().stream()
                    .filter(it -> !remembered(step, it).down())
                    .mapToLong(DesiredRealServer::weight)
                    .sum();
            boolean inside =
                    up > 0 && up >= quorum.up() - quorum.hysteresis() && up < quorum.up() + quorum.hysteresis();
            boolean expected = inside ? had : up > 0 && up >= quorum.up();
            assertThat(step.serves().quorum()).as("quorum with %d up", up).isEqualTo(expected);
        }

        private static PoolState.Member remembered(PoolMachine.Step step, DesiredRealServer server) {
            return Objects.requireNonNull(step.next().pool().get(Backend.of(server)));
        }

        /** Nothing happens before the machine wants to be woken, and something does then. */
        private void checkWake(PoolMachine.Step step) {
            step.wake().ifPresent(wake -> {
                assertThat(wake.nanosSince(now)).isPositive();
                Tick justBefore = wake.plusNanos(-1);
                assertThat(weights(step(step.next(), justBefore).serves())).isEqualTo(weights(step.serves()));
                assertThat(weights(step(step.next(), wake).serves())).isNotEqualTo(weights(step.serves()));
            });
        }

        private static Map<Backend, Placement> places(EffectiveService serves) {
            return serves.all().collect(Collectors.toMap(it -> Backend.of(it.server()), Function.identity()));
        }

        private static Map<Backend, Integer> weights(EffectiveService serves) {
            return serves.all().collect(Collectors.toMap(it -> Backend.of(it.server()), Placement::weight));
        }
    }
}
