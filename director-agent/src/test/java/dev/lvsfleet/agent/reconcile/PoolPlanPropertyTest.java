package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.drain.DrainMachine;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.RandomPools;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import dev.lvsfleet.ipvs.plan.IpvsPlanner;
import dev.lvsfleet.ipvs.plan.IpvsTransition;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ejections, fallbacks, ramps and drains, down to the single operation: the service is at no moment empty. */
class PoolPlanPropertyTest {

    private static final int RUNS = 500;
    private static final int STEPS = 15;

    @Test
    void noPrefixOfAnyPlanLeavesAServiceWithoutAnybodyWhoTakesConnections() {
        int switches = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                switches += new Run(seed).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("fails for seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(switches)
                .as("switches to and from a fallback that were seen")
                .isGreaterThan(100);
    }

    private static final class Run {

        private final Random random;
        private final RandomPools pools;
        private DesiredState document;
        private Verdicts verdicts = Verdicts.NONE;
        private Pools memory = Pools.NONE;
        private Drains drains = Drains.NONE;
        private Tick now = new Tick(0);
        private Optional<EffectiveState> served = Optional.empty();
        private IpvsTable table = IpvsTable.EMPTY;

        Run(long seed) {
            this.random = new Random(seed);
            this.pools = new RandomPools(random);
            this.document = Documents.state(1, pools.service());
        }

        int go() {
            int switches = 0;
            for (int i = 0; i < STEPS; i++) {
                happen();
                boolean before = isServedByFallback();
                EffectiveRules.Step step = EffectiveRules.step(
                        document, memory, new EffectiveRules.Input(verdicts, drains.byEndpoint()), now);
                memory = step.next();
                served = Optional.of(step.effective());
                reach(TargetCompiler.compile(step.effective(), drains));
                switches += before != isServedByFallback() ? 1 : 0;
            }
            return switches;
        }

        private void happen() {
            DesiredService service = document.services().getFirst();
            switch (random.nextInt(4)) {
                case 0 -> replace(pools.service());
                case 1 -> replace(pools.edited(service));
                case 2 -> verdicts = pools.verdicts();
                default -> now = now.plus(Duration.ofMillis(random.nextInt(2000)));
            }
        }

        private void replace(DesiredService service) {
            DesiredState next = Documents.state(document.revision() + 1, service);
            drains = DrainMachine.step(drains, new DrainMachine.Input.Replaced(served, next), now)
                    .next();
            document = next;
        }

        private boolean isServedByFallback() {
            return served.filter(it -> it.services().getFirst().isServedByFallback())
                    .isPresent();
        }

        private void reach(Target target) {
            IpvsPlan plan = IpvsPlanner.plan(target.table(), table, Ownership.of(table));
            List<IpvsOperation> operations = new ArrayList<>(WithdrawalRules.gains(plan));
            operations.addAll(WithdrawalRules.withdrawals(plan));
            boolean watched = takesConnections(table) && takesConnections(target.table());
            for (IpvsOperation operation : operations) {
                table = IpvsTransition.after(table, List.of(operation));
                if (watched) {
                    assertThat(takesConnections(table))
                            .as("after %s of %s", operation, operations)
                            .isTrue();
                }
            }
            assertThat(table).isEqualTo(target.table());
            assertThat(target.claims().services().values().iterator().next().destinations())
                    .containsKeys(target.table()
                            .services()
                            .values()
                            .iterator()
                            .next()
                            .destinations()
                            .keySet()
                            .toArray(DestinationKey[]::new));
        }

        private static boolean takesConnections(IpvsTable table) {
            return table.services().values().stream()
                    .flatMap(it -> it.destinations().values().stream())
                    .anyMatch(it -> it.weight() > 0);
        }
    }
}
