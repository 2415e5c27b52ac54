package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.OTHER_VIP;
import static dev.lvsfleet.agent.vrrp.Routers.VIP;
import static dev.lvsfleet.agent.vrrp.Routers.router;
import static dev.lvsfleet.agent.vrrp.Routers.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.packet.Remark;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a virtual router tells of its peers: that they are told otherwise, and that one of them is Active as well. */
class PeersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aPeerWithOtherAddressesIsToldOnceWhenThatLastsAndOnceWhenItEnds() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 5, VIP, OTHER_VIP);
        assertThat(differences(fixture)).isEmpty();

        hear(fixture, 20, VIP, OTHER_VIP);

        assertThat(differences(fixture))
                .containsExactly(
                        Optional.of(new PeerDifference.Heard(Set.of(VIP, OTHER_VIP), Set.of(VIP), SECOND, SECOND)));
        assertThat(fixture.status().remarks()).containsEntry(Remark.OTHER_ADDRESSES, 25L);

        hear(fixture, 20, VIP);

        assertThat(differences(fixture)).hasSize(2).endsWith(Optional.empty());
    }

    @Test
    void eachChangeIsToldAnewAlsoOneOnThisSide() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 7, VIP, OTHER_VIP);
        hear(fixture, 7, OTHER_VIP);
        fixture.tell(new Command.Configure(settings(router(VIP, OTHER_VIP))));
        hear(fixture, 7, OTHER_VIP);

        assertThat(differences(fixture))
                .containsExactly(
                        Optional.of(differing(Set.of(VIP, OTHER_VIP), Set.of(VIP))),
                        Optional.of(differing(Set.of(OTHER_VIP), Set.of(VIP))),
                        Optional.of(differing(Set.of(OTHER_VIP), Set.of(VIP, OTHER_VIP))));
    }

    /** The members have the new list one after the other. */
    @Test
    void anEditThatReachesThePeerSecondsLaterIsNotTold() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 3, VIP);
        fixture.tell(new Command.Configure(settings(router(VIP, OTHER_VIP))));
        hear(fixture, 4, VIP);
        hear(fixture, 20, VIP, OTHER_VIP);

        assertThat(differences(fixture)).isEmpty();
        assertThat(fixture.status().remarks()).containsEntry(Remark.OTHER_ADDRESSES, 4L);
    }

    @Test
    void anotherActiveIsToldOnceForAsLongAsItSpeaks() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.run(Duration.ofSeconds(4));
        for (int word = 0; word < 40; word++) {
            fixture.hear(90);
            fixture.run(SECOND);
        }
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(rivals(fixture)).containsExactly("v 192.0.2.131 90");

        fixture.run(Duration.ofSeconds(40));
        fixture.hear(0);
        fixture.run(SECOND);

        assertThat(rivals(fixture)).containsExactly("v 192.0.2.131 90", "v 192.0.2.131 0");
    }

    /** Who yields to a better one has a last word, with its own priority. */
    @Test
    void theLastWordOfTheFormerActiveIsNoRivals() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.hear(90);
        fixture.run(SECOND);

        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(rivals(fixture)).isEmpty();
    }

    private static void hear(LoopFixture fixture, int seconds, InetAddress... addresses) {
        for (int second = 0; second < seconds; second++) {
            fixture.hear(51, 200, 255, addresses);
            fixture.run(SECOND);
        }
    }

    private static PeerDifference differing(Set<InetAddress> addresses, Set<InetAddress> expected) {
        return new PeerDifference.Heard(addresses, expected, SECOND, SECOND);
    }

    private static List<Optional<PeerDifference>> differences(LoopFixture fixture) {
        return fixture.notices.stream()
                .filter(VrrpNotice.PeerDiffers.class::isInstance)
                .map(notice -> ((VrrpNotice.PeerDiffers) notice).difference())
                .toList();
    }

    private static List<String> rivals(LoopFixture fixture) {
        return fixture.notices.stream()
                .filter(VrrpNotice.Rivalled.class::isInstance)
                .map(VrrpNotice.Rivalled.class::cast)
                .map(it -> it.router() + " " + it.rival().getHostAddress() + " " + it.priority())
                .toList();
    }
}
