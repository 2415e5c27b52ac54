package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.OTHER_VIP;
import static dev.lvsfleet.agent.vrrp.Routers.VIP;
import static dev.lvsfleet.agent.vrrp.Routers.router;
import static dev.lvsfleet.agent.vrrp.Routers.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.vrrp.packet.ChecksumForm;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void twoRoutersOfOneNameIdOrAddressAreRefused() {
        assertRefused("the same name", router("a", 51, 100, VIP), router("a", 52, 100, OTHER_VIP));
        assertRefused("the same id", router("a", 51, 100, VIP), router("b", 51, 100, OTHER_VIP));
        assertRefused("the same address", router("a", 51, 100, VIP), router("b", 52, 100, VIP));
    }

    private static void assertRefused(String why, RouterSettings... routers) {
        assertThatThrownBy(() -> settings(routers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aListOfNoPeersIsNotTakenForMulticast() {
        RouterSettings alone = with(Optional.of(List.of()), Duration.ofSeconds(3));

        assertThat(alone.peers()).contains(List.of());
        assertThat(alone.sources()).contains(Set.of());
    }

    @Test
    void aPeerOfAnotherFamilyAndOneselfAreRefused() {
        assertThatThrownBy(
                        () -> with(Optional.of(List.of(InetAddress.ofLiteral("2001:db8::1"))), Duration.ofSeconds(3)))
                .hasMessageContaining("family");
        assertThatThrownBy(() -> with(Optional.of(List.of(FakeNetwork.SOURCE)), Duration.ofSeconds(3)))
                .hasMessageContaining("its own source");
    }

    @Test
    void aLeaseThatTheKernelCannotKeepIsRefused() {
        assertThatThrownBy(() -> with(Optional.empty(), Duration.ofMillis(2_500)))
                .hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> with(Optional.empty(), Duration.ofSeconds(1))).hasMessageContaining("2 to 3600");
    }

    @Test
    void theUsualLeaseIsAsLongAsThePeersWaitAndThreeSecondsAtLeast() {
        assertThat(LeaseRules.usual(Routers.config(51, 100, false, VIP))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aLeaseIsRenewedAtAThirdAndSoonerIfItWouldElseEndBeforeThePeersHaveWaited() {
        RouterSettings router = Routers.router(VIP);
        assertThat(LeaseRules.renewalNanos(Routers.leased(router, 3))).isEqualTo(1_000_000_000L);
        assertThat(LeaseRules.renewalNanos(Routers.leased(router, 60))).isEqualTo(20_000_000_000L);
        // Of three seconds and the skew of priority 1, which is 255/256 s, are left of five.
        assertThat(LeaseRules.renewalNanos(Routers.leased(router, 5))).isEqualTo(1_003_906_250L);
        // Of four that would take a thousand renewals, so there are ten, and 3.6 s are left of 3.996.
        assertThat(LeaseRules.renewalNanos(Routers.leased(router, 4))).isEqualTo(400_000_000L);
    }

    private static RouterSettings with(Optional<List<InetAddress>> peers, Duration lease) {
        return new RouterSettings(
                "v",
                "eth0",
                Routers.config(51, 100, false, VIP),
                peers,
                ChecksumForm.MESSAGE,
                255,
                lease,
                Optional.empty());
    }
}
