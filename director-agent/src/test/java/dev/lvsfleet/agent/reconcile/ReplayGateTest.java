package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayGateTest {

    private static final long START = Long.MAX_VALUE - 10; // nanoTime may wrap around
    private static final long QUIET = ReplayGate.QUIET.toNanos();
    private static final long LONGEST = ReplayGate.LONGEST.toNanos();

    private final ReplayGate gate = new ReplayGate();

    @Test
    void itOpensOnceNothingHasArrivedForAWhile() {
        gate.arrived(START);

        assertThat(gate.nanosUntilOpen(START)).isEqualTo(QUIET);
        assertThat(gate.nanosUntilOpen(START + QUIET - 1)).isEqualTo(1);
        assertThat(gate.nanosUntilOpen(START + QUIET)).isZero();
    }

    @Test
    void everyArrivalKeepsItShutForLonger() {
        gate.arrived(START);
        gate.arrived(START + QUIET - 1);

        assertThat(gate.nanosUntilOpen(START + QUIET)).isEqualTo(QUIET - 1);
    }

    @Test
    void aTopicThatNeverFallsSilentKeepsItShutForABoundedTime() {
        for (long tick = START; tick - START < LONGEST; tick += QUIET / 2) {
            gate.arrived(tick);
        }

        assertThat(gate.nanosUntilOpen(START + LONGEST - 1)).isEqualTo(1);
        assertThat(gate.nanosUntilOpen(START + LONGEST)).isZero();
    }

    @Test
    void onceOpenItDelaysNothing() {
        gate.arrived(START);
        assertThat(gate.nanosUntilOpen(START + QUIET)).isZero();

        gate.arrived(START + QUIET + 1);

        assertThat(gate.nanosUntilOpen(START + QUIET + 1)).isZero();
    }
}
