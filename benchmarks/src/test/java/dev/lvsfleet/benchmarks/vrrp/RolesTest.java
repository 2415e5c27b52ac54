package dev.lvsfleet.benchmarks.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final InetAddress A = InetAddress.ofLiteral("198.51.100.1");
    private static final InetAddress B = InetAddress.ofLiteral("198.51.100.2");

    private final Roles roles = new Roles();

    @Test
    void theFirstHolderTookNothingOver() {
        roles.comes(0, A);
        assertThat(roles.takeovers()).isZero();
        assertThat(roles.held(0)).isEqualTo(1);
    }

    @Test
    void aRenewedLeaseIsNoTakeover() {
        roles.comes(0, A);
        roles.comes(0, A);
        assertThat(roles.takeovers()).isZero();
        assertThat(roles.lapses()).isZero();
    }

    @Test
    void anotherThatGetsTheAddressTookItOver() {
        roles.comes(0, A);
        roles.comes(1, A);
        roles.goes(0, A);
        roles.comes(0, A);
        assertThat(roles.takeovers()).isEqualTo(2);
    }

    @Test
    void oneThatTriesInVainIsCountedEachTime() {
        roles.comes(1, A);
        for (int i = 0; i < 3; i++) {
            roles.comes(0, A);
            roles.goes(0, A);
        }
        assertThat(roles.takeovers()).isEqualTo(3);
        assertThat(roles.lapses()).isZero();
    }

    @Test
    void anActiveThatWasWithoutItsAddressIsNoTakeover() {
        roles.comes(0, A);
        roles.goes(0, A);
        roles.comes(0, A);
        assertThat(roles.takeovers()).isZero();
        assertThat(roles.lapses()).isEqualTo(1);
    }

    @Test
    void whatWasMissedIsMadeUpForByAllThereIs() {
        roles.comes(0, A);
        roles.comes(0, B);
        roles.has(1, Set.of(A));
        roles.has(0, Set.of(B));
        assertThat(roles.takeovers()).isEqualTo(1);
        assertThat(roles.held(0)).isEqualTo(1);
        assertThat(roles.held(1)).isEqualTo(1);
    }
}
