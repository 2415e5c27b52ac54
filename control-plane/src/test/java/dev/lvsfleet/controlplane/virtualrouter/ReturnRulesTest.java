package dev.lvsfleet.controlplane.virtualrouter;

import static dev.lvsfleet.controlplane.testing.Routers.member;
import static dev.lvsfleet.controlplane.testing.Routers.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.testing.Routers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReturnRulesTest {

    private static final Routers OWNED =
            named("owned").holds("192.168.148.130").by(member("director-1", 255, "192.168.148.130"));

    @Test
    void whoPreemptsWaitsForTenSeconds() {
        assertThat(ReturnRules.fault(preempting(Duration.ZERO)))
                .map(FieldError::field)
                .contains("preemptDelay");
        assertThat(ReturnRules.fault(preempting(Duration.ofMillis(9_999)))).isPresent();
        assertThat(ReturnRules.fault(preempting(Duration.ofSeconds(10)))).isEmpty();
        assertThat(ReturnRules.fault(preempting(Duration.ofMinutes(5)))).isEmpty();
    }

    @Test
    void whoDoesNotPreemptNeedsNoDelay() {
        assertThat(ReturnRules.fault(
                        named("guide").preempt(false, Duration.ZERO).spec()))
                .isEmpty();
    }

    @Test
    void anOwnerCannotWait() {
        assertThat(ReturnRules.fault(OWNED.spec())).hasValueSatisfying(fault -> {
            assertThat(fault.field()).isEqualTo("members[0].priority");
            assertThat(fault.message()).contains("at once").contains("group edge");
        });
    }

    private static RouterSpec preempting(Duration delay) {
        return named("guide").preempt(true, delay).spec();
    }
}
