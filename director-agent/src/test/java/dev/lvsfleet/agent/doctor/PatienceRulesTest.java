package dev.lvsfleet.agent.doctor;

import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.doctor.PatienceRules.Judged;
import dev.lvsfleet.agent.doctor.PatienceRules.Look;
import dev.lvsfleet.agent.testing.Routers;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceRulesTest {

    private static final Finding INTRUDER = Code.ADDRESS_HELD_TWICE.error("192.168.148.161", "02:… answers", "find it");
    private static final Finding ANOTHER = Code.ADDRESS_HELD_TWICE.error("192.168.148.161", "03:… answers", "find it");
    private static final Finding OF_ANOTHER_ADDRESS =
            Code.ADDRESS_HELD_TWICE.error("192.168.148.9", "02:… answers", "find it");
    private static final Finding FORWARDING = Code.FORWARDING_OFF.error("net.ipv4.ip_forward", "is 0", "set it");

    private static final Optional<DesiredState> PAIR =
            Optional.of(state(1).with(new Failover(List.of(Routers.guide()), null)));

    @Test
    void twoThatHaveTheAddressWhileADeadOnesLeaseRunsOutAreNoFinding() {
        Judged first = judge(Map.of(), 0, INTRUDER, FORWARDING);
        assertThat(first.findings()).containsExactly(FORWARDING);
        assertThat(first.lookAgain()).contains(Routers.LEASE.plusSeconds(3)); // the look itself took one

        Judged second = judge(first.suspects(), 9);
        assertThat(second.findings()).isEmpty();
        assertThat(second.suspects()).isEmpty();
        assertThat(second.lookAgain()).isEmpty();
    }

    @Test
    void whatOutlastsTheLeaseIsOneAndStaysOne() {
        Judged first = judge(Map.of(), 0, INTRUDER);
        Judged early = judge(first.suspects(), 7, INTRUDER);
        assertThat(early.findings()).isEmpty();
        assertThat(early.lookAgain()).contains(Duration.ofSeconds(1));

        Judged due = judge(early.suspects(), 8, INTRUDER);
        assertThat(due.findings()).containsExactly(INTRUDER);
        assertThat(due.lookAgain()).isEmpty();
        assertThat(judge(due.suspects(), 68, INTRUDER).findings()).containsExactly(INTRUDER);
    }

    @Test
    void eachTakeoverHasThePatienceAnew() {
        Judged first = judge(Map.of(), 0, INTRUDER);
        Judged gone = judge(first.suspects(), 8);

        assertThat(judge(gone.suspects(), 60, INTRUDER).findings()).isEmpty();
        assertThat(judge(first.suspects(), 8, ANOTHER).findings()).isEmpty();
    }

    @Test
    void anAddressThatNobodyElectsAHolderOfNeedsNoPatience() {
        assertThat(judge(Map.of(), 0, OF_ANOTHER_ADDRESS).findings()).containsExactly(OF_ANOTHER_ADDRESS);
        assertThat(PatienceRules.judge(Map.of(), List.of(INTRUDER), Optional.of(state(1)), look(0))
                        .findings())
                .containsExactly(INTRUDER);
        assertThat(PatienceRules.judge(Map.of(), List.of(INTRUDER), Optional.empty(), look(0))
                        .findings())
                .containsExactly(INTRUDER);
    }

    private static Judged judge(Map<Finding, Long> before, long second, Finding... found) {
        return PatienceRules.judge(before, List.of(found), PAIR, look(second));
    }

    /** An examination that takes a second, on a clock that is about to overflow. */
    private static Look look(long second) {
        long began = Long.MAX_VALUE
                - Duration.ofSeconds(5).toNanos()
                + Duration.ofSeconds(second).toNanos();
        return new Look(began, began + Duration.ofSeconds(1).toNanos());
    }
}
