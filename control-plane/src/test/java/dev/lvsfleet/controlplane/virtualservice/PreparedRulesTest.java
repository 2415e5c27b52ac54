package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.controlplane.virtualservice.PreparedRules.Answer;
import dev.lvsfleet.controlplane.virtualservice.PreparedRules.Prepared;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedRulesTest {

    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress SECOND = InetAddress.ofLiteral("192.168.148.162");

    @Test
    void aHostThatTheFleetDoesNotKnowIsUnknown() {
        assertThat(PreparedRules.of(List.of(VIP), null).answer()).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aHostThatHasNotSpokenOfTheAddressIsNotPrepared() {
        assertThat(PreparedRules.of(List.of(VIP), List.of()))
                .isEqualTo(new Prepared(Answer.FALSE, "the node has not spoken of 192.168.148.161 yet"));
    }

    @Test
    void aHostIsPreparedWhenItIsForEveryAddress() {
        Readiness ready = new Readiness(VIP, true, "it is on lo");

        assertThat(PreparedRules.of(List.of(VIP), List.of(ready))).isEqualTo(new Prepared(Answer.TRUE, "it is on lo"));
        assertThat(PreparedRules.of(
                        List.of(VIP, SECOND), List.of(ready, new Readiness(SECOND, false, "it is not on lo"))))
                .isEqualTo(new Prepared(Answer.FALSE, "192.168.148.162: it is not on lo"));
    }
}
