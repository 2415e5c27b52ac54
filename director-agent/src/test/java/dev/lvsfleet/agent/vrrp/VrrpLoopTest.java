package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.OTHER_VIP;
import static dev.lvsfleet.agent.vrrp.Routers.VIP;
import static dev.lvsfleet.agent.vrrp.Routers.alone;
import static dev.lvsfleet.agent.vrrp.Routers.grouped;
import static dev.lvsfleet.agent.vrrp.Routers.leased;
import static dev.lvsfleet.agent.vrrp.Routers.router;
import static dev.lvsfleet.agent.vrrp.Routers.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.packet.DiscardReason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is promised in docs/vrrp.md, "What a shell must do", on a host whose clock is turned by hand. */
class VrrpLoopTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final InetAddress THIRD = InetAddress.ofLiteral("192.0.2.163");

    @Test
    void theRoleIsTakenWithTheWordFirstThenTheAddressesThenTheLink() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.run(Duration.ofMillis(3_500));
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);
        assertThat(fixture.network.taken()).isEmpty();

        fixture.run(Duration.ofMillis(200));

        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.taken()).containsExactly("send 100", "hold 192.0.2.161", "frame");
        assertThat(fixture.network.held).containsExactly(Map.entry(VIP, 3));
    }

    /** Five requests and one answer. */
    @Test
    void aBurstIsFiveAnnouncementsAndAnAnswerForThoseWhoLearnFromThatOnly() {
        LoopFixture fixture = new LoopFixture().with(router(VIP, OTHER_VIP));
        fixture.run(Duration.ofMillis(3_700));

        assertThat(fixture.network.done.stream().filter("frame"::equals)).hasSize(2 * (5 + 1));
    }

    @Test
    void whatIsNotAbleDoesNotTakeTheRole() {
        LoopFixture fixture = new LoopFixture();
        fixture.tell(new Command.Configure(settings(router(VIP))));
        fixture.run(Duration.ofSeconds(20));
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);

        fixture.tell(new Command.Able("v", true));
        fixture.run(SECOND);
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void theLeaseIsRenewedAtAThirdOfIt() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.run(Duration.ofSeconds(10));

        assertThat(fixture.network.done.stream().filter("hold 192.0.2.161"::equals))
                .hasSizeBetween(9, 11);
    }

    /** First out of the role; an address that was lost meanwhile is neither put back nor renewed. */
    @Test
    void afterAPauseLongerThanThePeersWaitTheRoleIsGivenUpBeforeAnythingElse() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.tell(new NetworkChange.AddressGone(FakeNetwork.INDEX, VIP, 32));
        fixture.hear(90);

        fixture.pause(Duration.ofSeconds(10));

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161", "send 0");
        assertThat(fixture.reasons()).endsWith(Reason.STALLED);
        assertThat(fixture.network.held).isEmpty();
        assertThat(fixture.status().restored()).isZero();
        assertThat(fixture.loop.status(0).mostLate()).isGreaterThan(Duration.ofSeconds(8));
    }

    @Test
    void aPauseShorterThanThePeersWaitCostsNothing() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.pause(Duration.ofMillis(2_600));

        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.loop.status(0).mostLate()).isGreaterThan(SECOND);
    }

    /** The deadline has passed, by less than the machine looks again for; but the Active has spoken. */
    @Test
    void whatWaitsOnTheSocketIsHeardBeforeTheTimerThatRanOut() {
        LoopFixture fixture = new LoopFixture().with(router("v", 51, 100, VIP));
        fixture.hear(200);
        fixture.run(Duration.ofMillis(3_500));
        fixture.hear(200);

        fixture.pause(Duration.ofMillis(300));

        assertThat(fixture.role()).isEqualTo(Role.BACKUP);
        assertThat(fixture.network.taken()).isEmpty();
    }

    @Test
    void aTakeoverIsMeasuredFromTheLastWordOfTheFormerActive() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.hear(200);
        fixture.roundAtOnce();
        fixture.run(Duration.ofSeconds(4));

        Duration skewed = Duration.ofSeconds(3).plus(SECOND.multipliedBy(156).dividedBy(256));
        assertThat(fixture.status().lastTakeover()).contains(skewed);
    }

    @Test
    void aCleanStopReleasesAndThenSaysSo() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.tell(new Command.Stop());

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161", "send 0");
        assertThat(fixture.loop.status(0).running()).isFalse();
        assertThat(fixture.loop.statuses()).isEmpty();
        assertThat(fixture.network.closed).isEqualTo(1);
    }

    /** An error like any other failure: it rests for longer each time, then all is released, and said. */
    @Test
    void whoFailsInEveryRoundRestsLongerEachTimeAndInTheEndHoldsNothing() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        fixture.network.taken();
        fixture.network.failure = () -> new StackOverflowError("once more");

        fixture.loop.run();

        assertThat(fixture.network.rests)
                .hasSize(20)
                .startsWith(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(40))
                .endsWith(SECOND, SECOND);
        assertThat(fixture.network.taken())
                .containsExactly("release 192.0.2.161", "send 0", "release 192.0.2.162", "send 0");
        assertThat(fixture.loop.isRunning()).isFalse();
        assertThat(fixture.loop.status(0).failures()).isEqualTo(20);
        assertThat(fixture.loop.statuses()).isEmpty();
        assertThat(fixture.troubles()).hasSize(20).allMatch(it -> it.contains("once more"));
    }

    @Test
    void inTheEndTheOthersAreReleasedWhenOneCannotBe() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        fixture.network.taken();
        fixture.network.releaseFailure = VIP;

        fixture.tell(new Command.Stop());

        assertThat(fixture.network.taken()).contains("release 192.0.2.162", "send 0");
        assertThat(fixture.network.held).containsOnlyKeys(VIP);
        assertThat(fixture.loop.statuses()).isEmpty();
        assertThat(fixture.troubles()).singleElement().asString().contains("an unexpected failure");
    }

    @Test
    void settingsThatFailedOnTheWayAreFollowedInTheEndAndWhatWasToldMeanwhileCounts() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP));
        fixture.network.releaseFailure = VIP;
        assertThatThrownBy(() -> fixture.tell(
                        new Command.Configure(settings(router("b", 52, 100, OTHER_VIP), router("c", 53, 100, THIRD)))))
                .hasMessage("release");
        fixture.network.releaseFailure = null;
        fixture.tell(new Command.Able("b", true), new Command.Able("c", true));
        fixture.run(Duration.ofSeconds(5));

        assertThat(fixture.loop.statuses()).extracting(RouterStatus::name).containsExactly("b", "c");
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.ACTIVE);
        assertThat(fixture.network.held).containsKeys(OTHER_VIP, THIRD);
        assertThat(fixture.reasons()).contains(Reason.STOPPED);
    }

    /** The table cannot even be read: nothing of the document has come about. */
    @Test
    void ofSettingsThatCouldNotBeginTheNewestAreTriedAgain() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP));
        fixture.network.changesFailure = true;
        assertThatThrownBy(() -> fixture.tell(new Command.Configure(settings(router("b", 52, 100, OTHER_VIP)))))
                .hasMessage("changes");
        assertThatThrownBy(() -> fixture.tell(new Command.Configure(settings(router("c", 53, 100, THIRD)))))
                .hasMessage("changes");
        fixture.network.changesFailure = false;
        fixture.tell(new Command.Able("c", true));
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::name).containsExactly("a");

        fixture.run(Duration.ofSeconds(6));

        assertThat(fixture.loop.statuses()).extracting(RouterStatus::name).containsExactly("c");
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.held).containsOnlyKeys(THIRD);
    }

    @Test
    void aFailureInTheMiddleOfAStepLosesNothingOfTheRestOfIt() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.releaseFailure = VIP;
        fixture.hear(200);
        assertThatThrownBy(fixture::roundAtOnce).hasMessage("release");
        assertThat(fixture.reasons()).endsWith(Reason.HIGHER_PRIORITY);
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);

        fixture.network.releaseFailure = null;
        fixture.run(Duration.ofSeconds(5));
        assertThat(fixture.network.taken())
                .as("its last word, and the next first one")
                .contains("send 100", "frame");
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void anActiveWhoseWordFailedOnceSpeaksAgain() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        fixture.network.sendFailure = true;
        assertThatThrownBy(() -> fixture.run(SECOND))
                .hasMessage("send")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .as("the other one's timer was heeded all the same")
                        .hasSize(1));
        fixture.network.sendFailure = false;
        fixture.network.taken();
        long sent = sent(fixture);

        fixture.run(Duration.ofSeconds(10));

        assertThat(sent(fixture) - sent).isBetween(19L, 21L);
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.ACTIVE);
        assertThat(fixture.network.taken()).doesNotContain("send 0");
    }

    /** The news is read once; who had not heard of it when something failed hears of it in the next round. */
    @Test
    void aLinkThatGoesDownEndsEveryRoleAlsoWhenOneFailsToLeave() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        fixture.network.releaseFailure = VIP;
        fixture.network.tell(FakeNetwork.link(FakeNetwork.INDEX, false, FakeNetwork.MAC));
        assertThatThrownBy(fixture::roundAtOnce).hasMessage("release");
        fixture.network.releaseFailure = null;
        fixture.roundAtOnce();

        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.INITIALIZE);
        assertThat(fixture.network.held).as("it is a leftover by now").isEmpty();
    }

    private static long sent(LoopFixture fixture) {
        return fixture.loop.statuses().stream().mapToLong(RouterStatus::sent).sum();
    }

    @Test
    void whatAKilledProcessLeftBehindIsTakenAwayAtTheStart() {
        LoopFixture fixture = new LoopFixture();
        fixture.network.all.add(new NetworkChange.AddressIs(FakeNetwork.INDEX, VIP, 32, true));
        fixture.with(router(VIP));

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161");
        assertThat(fixture.troubles()).singleElement().asString().contains("left behind", "192.0.2.161");
    }

    @Test
    void anAddressThatSomebodyTookAwayIsPutBackAndAnnounced() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.tell(new NetworkChange.AddressGone(FakeNetwork.INDEX, VIP, 32));
        fixture.roundAtOnce();

        assertThat(fixture.network.taken()).containsExactly("hold 192.0.2.161", "frame");
        assertThat(fixture.status().restored()).isEqualTo(1);
        assertThat(fixture.notices)
                .filteredOn(VrrpNotice.Restored.class::isInstance)
                .singleElement()
                .satisfies(
                        it -> assertThat(((VrrpNotice.Restored) it).address()).isEqualTo(VIP));
    }

    @Test
    void lostNewsOfTheKernelAreReadAnew() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.overflow = true;
        fixture.roundAtOnce();

        assertThat(fixture.status().restored())
                .as("the table that was read has no address")
                .isEqualTo(1);
    }

    @Test
    void aLinkThatGoesDownEndsTheRoleWithoutAWord() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.tell(FakeNetwork.link(FakeNetwork.INDEX, false, FakeNetwork.MAC));
        fixture.roundAtOnce();

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161");
        assertThat(fixture.reasons()).endsWith(Reason.LINK_DOWN);

        fixture.network.tell(FakeNetwork.link(FakeNetwork.INDEX, true, FakeNetwork.MAC));
        fixture.run(Duration.ofSeconds(4));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void anInterfaceThatIsMadeAnewGetsANewPort() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.tell(
                new NetworkChange.LinkGone(FakeNetwork.INDEX),
                FakeNetwork.link(7, true, FakeNetwork.MAC),
                new NetworkChange.AddressIs(7, FakeNetwork.SOURCE, 24, true));
        fixture.run(Duration.ofSeconds(4));

        assertThat(fixture.network.opened).isEqualTo(2);
        assertThat(fixture.network.closed).isEqualTo(1);
    }

    @Test
    void anotherHardwareAddressIsAnnounced() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.tell(FakeNetwork.link(FakeNetwork.INDEX, true, new MacAddress(0x020000000099L)));
        fixture.roundAtOnce();

        assertThat(fixture.network.taken()).containsExactly("frame");
    }

    @Test
    void withoutItsSourceAddressItTakesNoPart() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.tell(new NetworkChange.AddressGone(FakeNetwork.INDEX, FakeNetwork.SOURCE, 24));
        fixture.roundAtOnce();
        assertThat(fixture.reasons()).endsWith(Reason.TRACKED_FAULT);
        String obstacle = "Its source 192.0.2.130 is not on eth0, or not in use yet.";
        assertThat(fixture.status().obstacle()).isEqualTo(obstacle);
        assertThat(fixture.troubles()).containsExactly(obstacle);

        fixture.network.tell(new NetworkChange.AddressIs(FakeNetwork.INDEX, FakeNetwork.SOURCE, 24, true));
        fixture.run(Duration.ofSeconds(4));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.status().obstacle()).isEmpty();
    }

    @Test
    void oneWhoseInterfaceNeverWasSaysSo() {
        LoopFixture fixture = new LoopFixture();
        fixture.network.all.clear();
        fixture.with(router(VIP));

        assertThat(fixture.role()).isEqualTo(Role.INITIALIZE);
        assertThat(fixture.troubles()).containsExactly("Its interface eth0 is down, or not there.");
        assertThat(fixture.status().obstacle()).startsWith("Its interface eth0 is down, or not there.");
    }

    @Test
    void oneThatIsMadeAnewFindsNoLeftoverOfTheFormer() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.with(router("v", 52, 100, VIP));

        assertThat(fixture.troubles()).isEmpty();
    }

    @Test
    void addressesThatTheKernelRefusesEndTheRoleAndAreTriedAgainLater() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.network.holdRefusal = Errno.EPERM;
        fixture.run(Duration.ofSeconds(4));
        assertThat(fixture.role()).isEqualTo(Role.INITIALIZE);
        assertThat(fixture.reasons()).endsWith(Reason.ACTIVE_SILENT, Reason.TRACKED_FAULT);
        assertThat(fixture.troubles()).singleElement().asString().contains("EPERM");
        assertThat(fixture.network.taken()).endsWith("release 192.0.2.161", "send 0");

        fixture.network.holdRefusal = Errno.NONE;
        fixture.run(Duration.ofSeconds(10));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void anActiveThatCannotSendForAsLongAsItsPeersWaitGivesUp() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.sendRefusal = Errno.EPERM;
        fixture.run(Duration.ofSeconds(3));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);

        fixture.run(Duration.ofSeconds(2));
        assertThat(fixture.role()).isEqualTo(Role.INITIALIZE);
        assertThat(fixture.network.held).isEmpty();
        assertThat(fixture.status().notSent()).isPositive();
    }

    /** The filter that stops the adverts stops no ARP: a try that announced would steal the address from the healthy Active. */
    @Test
    void oneThatCannotSendStillProvesItselfBeforeItHoldsOrAnnouncesAndTriesLessAndLess() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.sendRefusal = Errno.EPERM;
        fixture.run(Duration.ofSeconds(5));
        assertThat(fixture.role()).isEqualTo(Role.INITIALIZE);
        fixture.network.taken();

        List<Integer> tries = triesBesideAnActive(fixture, 600, "send 100");

        assertThat(fixture.network.taken()).containsExactly("send 100");
        assertThat(fixture.network.held).isEmpty();
        assertThat(gaps(tries)).containsExactly(14L, 24L, 44L, 84L, 124L, 124L, 124L);

        fixture.network.sendRefusal = Errno.NONE;
        fixture.run(Duration.ofSeconds(130));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.taken()).startsWith("send 100", "hold 192.0.2.161", "frame");
        fixture.run(Duration.ofSeconds(130));

        fixture.network.sendRefusal = Errno.EPERM;
        fixture.run(Duration.ofSeconds(5));
        assertThat(fixture.role()).isEqualTo(Role.INITIALIZE);
        fixture.network.sendRefusal = Errno.NONE;
        fixture.run(Duration.ofSeconds(9));
        assertThat(fixture.role()).as("it worked, so the rest is short again").isEqualTo(Role.ACTIVE);
    }

    /** Word first, its peer would step down each time for one that cannot serve. */
    @Test
    void oneWhoseAddressesAreRefusedStillSaysAndAnnouncesNothing() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.network.holdRefusal = Errno.ENOMEM;
        fixture.run(Duration.ofSeconds(4));
        assertThat(fixture.network.taken())
                .as("not even the first time is it announced")
                .containsExactly("send 100", "hold 192.0.2.161", "release 192.0.2.161", "send 0");

        List<Integer> tries = triesBesideAnActive(fixture, 300, "hold 192.0.2.161");

        assertThat(Set.copyOf(fixture.network.taken()))
                .containsExactlyInAnyOrder("hold 192.0.2.161", "release 192.0.2.161");
        assertThat(gaps(tries)).containsExactly(14L, 24L, 44L, 84L, 124L);

        fixture.network.holdRefusal = Errno.NONE;
        fixture.run(Duration.ofSeconds(130));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.taken()).startsWith("hold 192.0.2.161", "send 100", "hold 192.0.2.161", "frame");
    }

    @Test
    void aSyncGroupOneOfWhichHasSomethingToProveWaitsForIt() {
        LoopFixture fixture = LoopFixture.active(grouped("a", 51, VIP), grouped("b", 52, OTHER_VIP));
        fixture.network.holdRefused = OTHER_VIP;
        fixture.network.tell(new NetworkChange.AddressGone(FakeNetwork.INDEX, OTHER_VIP, 32));
        fixture.roundAtOnce();
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.INITIALIZE);
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::restored).containsOnly(0L);
        fixture.network.taken();

        fixture.run(Duration.ofSeconds(60));
        assertThat(Set.copyOf(fixture.network.taken()))
                .containsExactlyInAnyOrder("hold 192.0.2.162", "release 192.0.2.162");

        fixture.network.holdRefused = null;
        fixture.run(Duration.ofSeconds(60));
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.ACTIVE);
        assertThat(fixture.network.held).containsOnlyKeys(VIP, OTHER_VIP);
    }

    /** A last word that is refused says nothing of the next role. */
    @Test
    void oneRefusedPacketDaysAfterAFaultCostsNothing() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.sendRefusal = Errno.EPERM;
        fixture.run(Duration.ofSeconds(5));
        fixture.network.sendRefusal = Errno.NONE;
        for (int second = 0; second < 900; second++) {
            fixture.hear(200);
            fixture.run(SECOND);
        }
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);

        assertOneRefusalAtTheTakeoverIsSurvived(fixture);
    }

    @Test
    void oneRefusedPacketAfterTheSourceWasGoneCostsNothing() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.sendRefusal = Errno.EINVAL;
        fixture.network.tell(new NetworkChange.AddressGone(FakeNetwork.INDEX, FakeNetwork.SOURCE, 24));
        fixture.roundAtOnce();
        fixture.network.tell(new NetworkChange.AddressIs(FakeNetwork.INDEX, FakeNetwork.SOURCE, 24, true));
        fixture.roundAtOnce();
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);

        assertOneRefusalAtTheTakeoverIsSurvived(fixture);
    }

    private static void assertOneRefusalAtTheTakeoverIsSurvived(LoopFixture fixture) {
        fixture.network.taken();
        fixture.network.sendRefusal = Errno.ENOBUFS;
        while (fixture.role() == Role.BACKUP) {
            fixture.run(Duration.ofMillis(10));
        }
        fixture.network.sendRefusal = Errno.NONE;
        fixture.run(Duration.ofSeconds(5));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.taken())
                .startsWith("send 100", "hold 192.0.2.161", "frame")
                .doesNotContain("send 0");
    }

    /** In which tenths of a second something was done, while another Active of lower priority is heard each second. */
    private static List<Integer> triesBesideAnActive(LoopFixture fixture, int seconds, String what) {
        List<Integer> tries = new ArrayList<>();
        for (int tenth = 0; tenth < 10 * seconds; tenth++) {
            int before = fixture.network.done.size();
            if (tenth % 10 == 0) {
                fixture.hear(90);
            }
            fixture.run(Duration.ofMillis(100));
            if (fixture.network
                    .done
                    .subList(before, fixture.network.done.size())
                    .contains(what)) {
                tries.add(tenth);
            }
        }
        return tries;
    }

    /** In seconds, rounded: a rest, and the 3.6 s that a Backup waits. */
    private static List<Long> gaps(List<Integer> tenths) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < tenths.size(); i++) {
            gaps.add(Math.round((tenths.get(i) - tenths.get(i - 1)) / 10.0));
        }
        return gaps;
    }

    @Test
    void anAddressThatMovesFromOneRouterToAnotherIsNeverTakenAway() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP, OTHER_VIP), router("b", 52, 100, THIRD));
        fixture.network.taken();
        fixture.tell(
                new Command.Configure(settings(router("a", 51, 100, OTHER_VIP), router("b", 52, 100, THIRD, VIP))));
        assertThat(fixture.network.taken()).contains("hold 192.0.2.161").noneMatch(did -> did.startsWith("release"));

        fixture.tell(
                new Command.Configure(settings(router("a", 51, 100, OTHER_VIP, VIP), router("b", 52, 100, THIRD))));
        assertThat(fixture.network.taken()).contains("hold 192.0.2.161").noneMatch(did -> did.startsWith("release"));

        fixture.tell(
                new Command.Configure(settings(router("a", 51, 100, THIRD, VIP), router("b", 52, 100, OTHER_VIP))));
        assertThat(fixture.network.taken())
                .as("they change places")
                .contains("hold 192.0.2.162", "hold 192.0.2.163")
                .noneMatch(did -> did.startsWith("release"));
        fixture.roundAtOnce();
        assertThat(fixture.network.held).containsOnlyKeys(OTHER_VIP, THIRD, VIP);
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::restored).containsOnly(0L);
        assertThat(fixture.reasons()).doesNotContain(Reason.STOPPED);

        fixture.tell(new Command.Configure(settings(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP))));
        assertThat(fixture.network.taken())
                .as("what moves to nobody goes")
                .filteredOn(did -> !did.startsWith("send"))
                .containsExactly("release 192.0.2.163");
    }

    /** Whoever hears the word may claim what it no longer names. */
    @Test
    void whatAnEditTakesFromAnActiveIsGoneBeforeTheWord() {
        LoopFixture fixture = LoopFixture.active(router(VIP, OTHER_VIP));
        fixture.network.taken();

        fixture.tell(new Command.Configure(settings(router(VIP))));

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.162", "send 100");
    }

    @Test
    void anActiveThatAnEditWakesFromAStallHoldsNothingWhenItSaysSo() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        fixture.network.taken();
        fixture.network.now += Duration.ofSeconds(10).toNanos();

        fixture.tell(new Command.Configure(settings(router("a", 51, 100, OTHER_VIP), router("b", 52, 100, VIP))));

        assertThat(fixture.reasons()).endsWith(Reason.STALLED, Reason.STALLED);
        assertThat(fixture.network.taken())
                .as("nor does what was to move to the other, which gives up too")
                .containsExactly("release 192.0.2.161", "send 0", "release 192.0.2.162", "send 0");
    }

    @Test
    void anAddressThatMovesToOneThatIsNotActiveIsGoneBeforeTheWord() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP, OTHER_VIP), router("b", 52, 100, THIRD));
        fixture.tell(new Command.Able("b", false));
        fixture.network.taken();

        fixture.tell(
                new Command.Configure(settings(router("a", 51, 100, VIP), router("b", 52, 100, THIRD, OTHER_VIP))));

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.162", "send 100");
    }

    @Test
    void anAddressOfARouterThatGoesIsAnothersBeforeTheLastWordAndIsNeverTakenAway() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP, THIRD), router("b", 52, 100, OTHER_VIP));
        fixture.network.taken();

        fixture.tell(new Command.Configure(settings(router("b", 52, 100, OTHER_VIP, VIP))));

        assertThat(fixture.network.taken())
                .filteredOn(did -> !did.equals("frame"))
                .containsExactly("hold 192.0.2.161", "send 100", "release 192.0.2.163", "send 0");
        fixture.roundAtOnce();
        assertThat(fixture.network.taken()).isEmpty();
        assertThat(fixture.network.held).containsOnlyKeys(OTHER_VIP, VIP);
    }

    /** From the news alone it looks stolen; but by the same news it is there again. */
    @Test
    void anAddressThatIsThereAgainNeedsNoRestoring() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();
        fixture.network.tell(
                new NetworkChange.AddressGone(FakeNetwork.INDEX, VIP, 32),
                new NetworkChange.AddressIs(FakeNetwork.INDEX, VIP, 32, true));
        fixture.roundAtOnce();

        assertThat(fixture.network.taken()).isEmpty();
        assertThat(fixture.status().restored()).isZero();
    }

    /** If a longer one waited for its own renewal, the address would go before. */
    @Test
    void anotherLeaseIsGivenAtOnceAndRenewedAtItsOwnPace() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.network.taken();

        fixture.tell(new Command.Configure(settings(leased(router(VIP), 60))));
        assertThat(fixture.network.held).containsExactly(Map.entry(VIP, 60));
        assertThat(fixture.network.taken()).containsExactly("hold 192.0.2.161");
        fixture.run(Duration.ofSeconds(45));
        assertThat(fixture.network.done.stream().filter("hold 192.0.2.161"::equals))
                .hasSize(2);

        fixture.network.taken();
        fixture.tell(new Command.Configure(settings(leased(router(VIP), 3))));
        assertThat(fixture.network.held).containsExactly(Map.entry(VIP, 3));
        fixture.run(Duration.ofSeconds(10));
        assertThat(fixture.network.done.stream().filter("hold 192.0.2.161"::equals))
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(fixture.reasons()).containsExactly(Reason.STARTED, Reason.ACTIVE_SILENT);
    }

    @Test
    void anAddressOnAnotherInterfaceIsTakenAwayWhileSomebodyElseIsActiveAndSaidOnce() {
        NetworkChange elsewhere = new NetworkChange.AddressIs(FakeNetwork.OTHER_INDEX, VIP, 32, true);
        LoopFixture fixture = new LoopFixture();
        fixture.network.all.add(elsewhere);
        fixture.network.all.add(new NetworkChange.AddressIs(FakeNetwork.OTHER_INDEX, OTHER_VIP, 24, true));
        fixture.with(router(VIP, OTHER_VIP));
        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161 elsewhere");

        fixture.network.tell(elsewhere);
        fixture.roundAtOnce();
        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161 elsewhere");
        assertThat(fixture.troubles())
                .singleElement()
                .asString()
                .contains("left behind and taken away", "192.0.2.161", "eth1");

        fixture.run(Duration.ofSeconds(4));
        fixture.network.taken();
        fixture.network.tell(elsewhere);
        fixture.roundAtOnce();
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.taken()).isEmpty();
    }

    /** The owner of an address has it from the node, and for ever. */
    @Test
    void theSourceOfARouterIsNeitherLeasedNorTakenAway() {
        LoopFixture fixture = new LoopFixture();
        fixture.network.all.add(new NetworkChange.AddressIs(FakeNetwork.INDEX, FakeNetwork.SOURCE, 32, true));
        fixture.with(router("v", 51, 255, FakeNetwork.SOURCE));
        fixture.run(Duration.ofSeconds(4));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);

        fixture.tell(new Command.Stop());

        assertThat(fixture.network.taken())
                .contains("send 255")
                .endsWith("send 0")
                .noneMatch(did -> did.startsWith("hold") || did.startsWith("release"));
        assertThat(fixture.troubles()).isEmpty();
    }

    @Test
    void aRouterThatIsNotConfiguredAnyMoreLeaves() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        fixture.network.taken();
        fixture.tell(new Command.Configure(settings(router("b", 52, 100, OTHER_VIP))));

        assertThat(fixture.network.taken()).containsExactly("release 192.0.2.161", "send 0");
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::name).containsExactly("b");
        assertThat(fixture.network.closed).as("the other still needs the port").isZero();
    }

    @Test
    void eachRouterBehindOnePortSpeaksAlsoOneThatComesLater() {
        LoopFixture fixture = LoopFixture.active(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP));
        assertAllSpeak(fixture);

        fixture.with(router("a", 51, 100, VIP), router("b", 52, 100, OTHER_VIP), router("c", 53, 100, THIRD));
        fixture.run(Duration.ofSeconds(10));

        assertThat(fixture.loop.statuses()).hasSize(3);
        assertAllSpeak(fixture);
        assertThat(fixture.troubles()).isEmpty();
    }

    private static void assertAllSpeak(LoopFixture fixture) {
        assertThat(fixture.loop.statuses()).allSatisfy(status -> {
            assertThat(status.role()).isEqualTo(Role.ACTIVE);
            assertThat(status.sent()).as(status.name()).isPositive();
            assertThat(status.notSent()).as(status.name()).isZero();
        });
    }

    /** It asks the group for nothing, and takes the role when it has listened for as long as a Backup does. */
    @Test
    void unicastToNobodyHearsNobodyAndIsActiveAlone() {
        LoopFixture fixture = new LoopFixture().with(alone(VIP));
        fixture.hear(200);
        fixture.run(Duration.ofMillis(3_500));
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);

        fixture.run(Duration.ofSeconds(20));

        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.joined).isEmpty();
        assertThat(fixture.network.done).doesNotContain("send 100");
        assertThat(fixture.status().heard()).isZero();
        assertThat(fixture.troubles()).isEmpty();
    }

    @Test
    void aSyncGroupTakesTheRoleTogetherAndGivesItTogether() {
        LoopFixture fixture = LoopFixture.active(grouped("a", 51, VIP), grouped("b", 52, OTHER_VIP));
        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.ACTIVE);
        fixture.network.taken();

        fixture.tell(new Command.Tracked("a", "check", new Track.Faults()));

        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.INITIALIZE);
        assertThat(fixture.network.held).isEmpty();
    }

    @Test
    void aSwitchOverIsGivenAndFollowed() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.tell(new Command.SwitchOver("v"));
        fixture.hear(50);
        fixture.run(Duration.ofSeconds(2));
        fixture.hear(50);
        fixture.run(Duration.ofSeconds(2));

        assertThat(fixture.role()).isEqualTo(Role.BACKUP);
        assertThat(fixture.reasons()).endsWith(Reason.SWITCH_OVER);
    }

    @Test
    void aTrackedWeightShowsInThePriority() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.tell(new Command.Tracked("v", "check", new Track.Weighs(-30)));
        fixture.network.taken();
        fixture.run(SECOND);

        assertThat(fixture.status().priority()).isEqualTo(70);
        assertThat(fixture.network.taken()).contains("send 70");
    }

    @Test
    void whatIsDiscardedIsCountedByItsReasonAlsoWhenItComesAgain() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.hear(51, 200, 64, VIP);
        fixture.hear(51, 200, 64, VIP);
        fixture.hear(99, 200, 255, VIP);
        fixture.roundAtOnce();

        assertThat(fixture.status().discarded()).isEqualTo(Map.of(DiscardReason.WRONG_TIME_TO_LIVE, 2L));
        assertThat(fixture.status().heard()).isZero();
        assertThat(fixture.loop.status(0).forNobody()).isEqualTo(1);
    }
}
