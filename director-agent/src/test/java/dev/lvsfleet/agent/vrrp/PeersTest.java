package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.OTHER_VIP;
import static dev.lvsfleet.agent.vrrp.Routers.VIP;
import static dev.lvsfleet.agent.vrrp.Routers.router;
import static dev.lvsfleet.agent.vrrp.Routers.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.vrrp.PeerNews.Why;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.packet.Remark;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a virtual router tells of its peers: that they are told otherwise, and that one of them is Active as well. */
class PeersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aPeerWithOtherAddressesIsToldOnceWhenThatLastsAndOnceWhenItEnds() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 5, VIP, OTHER_VIP);
        assertThat(news(fixture)).isEmpty();

        hear(fixture, 20, VIP, OTHER_VIP);

        assertThat(news(fixture)).containsExactly(differing(Set.of(VIP, OTHER_VIP), Set.of(VIP)));
        assertThat(fixture.status().remarks()).containsEntry(Remark.OTHER_ADDRESSES, 25L);

        hear(fixture, 20, VIP);

        assertThat(news(fixture)).hasSize(2).endsWith(new PeerNews.Over(Why.AGREES));
    }

    @Test
    void eachChangeIsToldAnewAlsoOneOnThisSide() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 7, VIP, OTHER_VIP);
        hear(fixture, 7, OTHER_VIP);
        fixture.tell(new Command.Configure(settings(router(VIP, OTHER_VIP))));
        hear(fixture, 7, OTHER_VIP);

        assertThat(news(fixture))
                .containsExactly(
                        differing(Set.of(VIP, OTHER_VIP), Set.of(VIP)),
                        differing(Set.of(OTHER_VIP), Set.of(VIP)),
                        new PeerNews.Over(Why.TOLD_ANEW),
                        differing(Set.of(OTHER_VIP), Set.of(VIP, OTHER_VIP)));
    }

    /** The members have the new list one after the other. */
    @Test
    void anEditThatReachesThePeerSecondsLaterIsNotTold() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 3, VIP);
        fixture.tell(new Command.Configure(settings(router(VIP, OTHER_VIP))));
        hear(fixture, 4, VIP);
        hear(fixture, 20, VIP, OTHER_VIP);

        assertThat(news(fixture)).isEmpty();
        assertThat(fixture.status().remarks()).containsEntry(Remark.OTHER_ADDRESSES, 4L);
    }

    @Test
    void whatWasNotToldYetEndsWithoutAWordWhenTheRouterIsToldOtherwise() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 4, VIP, OTHER_VIP);
        fixture.tell(new Command.Configure(settings(router(OTHER_VIP))));
        hear(fixture, 4, VIP, OTHER_VIP);
        assertThat(news(fixture)).isEmpty();

        hear(fixture, 4, VIP, OTHER_VIP);

        assertThat(news(fixture)).containsExactly(differing(Set.of(VIP, OTHER_VIP), Set.of(OTHER_VIP)));
    }

    @Test
    void aPeerThatFallsSilentIsForgottenAndToldAnewWhenItSpeaksAgain() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        hear(fixture, 7, VIP, OTHER_VIP);
        PeerNews differs = differing(Set.of(VIP, OTHER_VIP), Set.of(VIP));
        fixture.run(PeerBook.MEMORY.minusSeconds(2));
        assertThat(news(fixture)).containsExactly(differs);

        fixture.run(Duration.ofSeconds(12));

        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(news(fixture)).containsExactly(differs, new PeerNews.Over(Why.SILENT));

        hear(fixture, 7, VIP, OTHER_VIP);

        assertThat(news(fixture)).containsExactly(differs, new PeerNews.Over(Why.SILENT), differs);
    }

    /** On a clock that is about to overflow. */
    @Test
    void theSilentMakeRoomForThoseThatSpeak() {
        List<String> told = new ArrayList<>();
        PeerBook book = new PeerBook((peer, news) ->
                told.add(peer.getHostAddress() + " " + news.getClass().getSimpleName()));
        PeerDifference other = new PeerDifference.Heard(Set.of(OTHER_VIP), Set.of(VIP), SECOND, SECOND);
        long start = Long.MAX_VALUE - SECOND.toNanos();
        for (int last = 1; last <= 65; last++) {
            book.heard(InetAddress.ofLiteral("192.0.2." + last), other, start);
        }
        long patient = start + PeerBook.PATIENCE.toNanos();
        InetAddress late = InetAddress.ofLiteral("192.0.2.65");
        book.heard(InetAddress.ofLiteral("192.0.2.64"), other, patient);
        book.heard(late, other, patient);
        assertThat(told).containsExactly("192.0.2.64 Differs");

        long silent = start + PeerBook.MEMORY.toNanos();
        book.forgetSilent(silent - 1);
        book.heard(late, other, silent - 1);
        book.forgetSilent(silent); // those that were never told end without a word
        book.heard(late, other, silent);
        book.heard(late, other, silent + PeerBook.PATIENCE.toNanos());
        assertThat(told).containsExactly("192.0.2.64 Differs", "192.0.2.65 Differs");

        book.forgetSilent(patient + PeerBook.MEMORY.toNanos());

        assertThat(told).containsExactly("192.0.2.64 Differs", "192.0.2.65 Differs", "192.0.2.64 Over");
    }

    /** The longest interval there is, of version 2. */
    @Test
    void aPeerThatSpeaksSeldomIsNotForgotten() {
        List<PeerNews> told = new ArrayList<>();
        PeerBook book = new PeerBook((_, news) -> told.add(news));
        PeerDifference unheard = new PeerDifference.Unheard(PeerDifference.Why.OTHER_INTERVAL);
        for (long second = 0; second < 3_000; second += 255) {
            book.heard(VIP, unheard, second * SECOND.toNanos());
            book.forgetSilent((second + 254) * SECOND.toNanos());
        }

        assertThat(told).containsExactly(new PeerNews.Differs(unheard));
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

    private static PeerNews differing(Set<InetAddress> addresses, Set<InetAddress> expected) {
        return new PeerNews.Differs(new PeerDifference.Heard(addresses, expected, SECOND, SECOND));
    }

    private static List<PeerNews> news(LoopFixture fixture) {
        return fixture.notices.stream()
                .filter(VrrpNotice.PeerDiffers.class::isInstance)
                .map(notice -> ((VrrpNotice.PeerDiffers) notice).news())
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
