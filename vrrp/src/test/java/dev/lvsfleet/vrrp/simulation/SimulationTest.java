package dev.lvsfleet.vrrp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.election.VrrpMachine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loss, delay, duplication, partitions, one-way links, clocks that drift, pauses, crashes, and nodes that cannot serve.
 *
 * <p>{@code -Dfleet.runs=N} runs more seeds, {@code -Dfleet.seed=N} one alone.
 */
class SimulationTest {

    private static final int RUNS = Integer.getInteger("fleet.runs", 10_000);
    private static final int RUNS_OF_A_MUTANT = 3_000;

    @Test
    void afterQuietEverySideHasOneActiveAndNobodyElseHoldsAnAddress() {
        Long replayed = Long.getLong("fleet.seed");
        if (replayed != null) {
            run(replayed);
            return;
        }
        long began = System.nanoTime();
        long changes = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            changes += run(seed).changes();
        }
        System.out.println("chaos: " + RUNS + " runs, seeds 0 to " + (RUNS - 1) + ", " + changes + " changes of role, "
                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenMachineIsCaught(Mutant mutant) {
        for (long seed = 0; seed < RUNS_OF_A_MUTANT; seed++) {
            List<Finding> findings = new Chaos(seed, () -> mutant).run().findings;
            if (findings.stream().anyMatch(finding -> finding.kind() == mutant.expected)) {
                System.out.println("mutant " + mutant + ": caught by seed " + seed + ", " + findings.getFirst());
                return;
            }
        }
        throw new AssertionError(mutant + " passed " + RUNS_OF_A_MUTANT + " runs");
    }

    private static World run(long seed) {
        World world = new Chaos(seed, () -> VrrpMachine::step).run();
        assertThat(world.findings)
                .as("seed %d (replay with -Dfleet.seed=%d):%n%s", seed, seed, String.join("\n", world.history))
                .isEmpty();
        return world;
    }
}
