package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void aLifeOnAHostThatIsNotThereTakesAndLosesTheRoleManyTimes() {
        assertThat(Rehearsal.perform()).isGreaterThan(100);
    }
}
