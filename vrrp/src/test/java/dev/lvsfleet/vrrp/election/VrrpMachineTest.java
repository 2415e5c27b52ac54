package dev.lvsfleet.vrrp.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the machine does beyond the RFC. */
class VrrpMachineTest {

    private static final InetAddress SECOND_VIP = InetAddress.ofLiteral("192.0.2.162");

    @Test
    void nothingIsClaimedBeforeTheNodeIsAble() {
        Instance instance = new Instance(Instance.config(100));
        instance.on(new Input.Link(true)).on(new Input.Start()).fire();

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.hasNoTimer()).isTrue();

        instance.after(60_000).on(new Input.Able(true));

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.untilTimer())
                .as("the better one of two comes first")
                .isEqualTo(Duration.ofNanos(609_375_000));
        assertThat(instance.fire().role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void anOwnerThatIsNotAbleWaitsToo() {
        Instance instance = new Instance(Instance.config(255));
        instance.on(new Input.Link(true)).on(new Input.Start()).fire();

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.on(new Input.Able(true)).fire().reason()).contains(Reason.OWNER);
    }

    @Test
    void anActiveThatIsNoLongerAbleGivesUp() {
        Instance instance = Instance.active(Instance.config(100)).on(new Input.Able(false));

        assertThat(instance.did()).containsExactly("ReleaseAddresses", "SendAdvertisement", "RoleChanged");
        assertThat(instance.sent()).containsExactly(0);
        assertThat(instance.reason()).contains(Reason.NOT_ABLE);
    }

    @Test
    void whoIsNotAbleDoesNotPreempt() {
        Instance instance = new Instance(Instance.config(100));
        instance.on(new Input.Link(true)).on(new Input.Start()).after(500).hear(50, Instance.LOWER);

        assertThat(instance.untilTimer()).isGreaterThan(Duration.ofSeconds(3).plusMillis(500));
    }

    @Test
    void anActiveThatStalledGivesUpFirstAndLooksSecond() {
        Instance instance = Instance.active(Instance.config(100)).after(3_001).hear(50, Instance.LOWER);

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.reason()).contains(Reason.STALLED);
        assertThat(instance.did()).startsWith("ReleaseAddresses", "SendAdvertisement");
        assertThat(instance.sent()).containsExactly(0);
    }

    @Test
    void anActiveThatWasLateByLessKeepsTheRoleAndItsRhythm() {
        Instance instance = Instance.active(Instance.config(100)).after(1_200).on(new Input.TimerFired());

        assertThat(instance.role()).isEqualTo(Role.ACTIVE);
        assertThat(instance.untilTimer()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void aBackupThatNoticesItsDeadlineLateLooksOnceMore() {
        Instance instance = Instance.started(Instance.config(100)).after(10_000).on(new Input.TimerFired());

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.after(10_000).on(new Input.TimerFired()).role())
                .as("once, or a slow node would never claim")
                .isEqualTo(Role.ACTIVE);
    }

    @Test
    void aBackupThatNoticesItsDeadlineLateByLessThanAnIntervalClaims() {
        Instance instance = Instance.started(Instance.config(100));
        instance.after(instance.untilTimer().plusMillis(900)).on(new Input.TimerFired());

        assertThat(instance.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void duringTheStartupDelayNothingIsClaimed() {
        Config config = Instance.with(Instance.config(100), new Preemption.Immediate(), Duration.ofSeconds(20));
        Instance instance = Instance.started(config).after(500).hear(0, Instance.HIGHER);

        assertThat(instance.untilTimer()).isEqualTo(Duration.ofMillis(19_500));
    }

    @Test
    void thePreemptDelayRunsFromTheFirstWorseAdvertisement() {
        Config config =
                Instance.with(Instance.config(100), new Preemption.After(Duration.ofSeconds(10)), Duration.ZERO);
        Instance instance = Instance.started(config);
        for (int second = 0; second < 12; second++) {
            instance.hear(50, Instance.LOWER).after(1_000);
        }

        assertThat(instance.timer().since(Instance.ZERO))
                .as("the last one that was followed came after 9 s")
                .isEqualTo(Duration.ofSeconds(9 + 3).plusNanos(609_375_000));
    }

    @Test
    void aSilentActiveIsReplacedDuringThePreemptDelay() {
        Config config = Instance.with(Instance.config(100), new Preemption.After(Duration.ofHours(1)), Duration.ZERO);

        assertThat(Instance.started(config).hear(50, Instance.LOWER).fire().reason())
                .contains(Reason.ACTIVE_SILENT);
    }

    @Test
    void aSwitchOverGivesTheRoleAwayForGood() {
        Instance instance = Instance.active(Instance.config(100)).on(new Input.SwitchOver());

        assertThat(instance.sent()).containsExactly(0);
        assertThat(instance.reason()).contains(Reason.SWITCH_OVER);
        for (int second = 0; second < 30; second++) {
            instance.after(1_000).hear(50, Instance.LOWER).on(new Input.TimerFired());
        }
        assertThat(instance.role()).as("it does not preempt whoever took it").isEqualTo(Role.BACKUP);
        assertThat(instance.fire().role()).as("it still replaces a silent one").isEqualTo(Role.ACTIVE);
    }

    @Test
    void aSwitchOverThatNobodyAnswersEndsWhereItBegan() {
        Instance instance = Instance.active(Instance.config(100)).on(new Input.SwitchOver());

        assertThat(instance.fire().role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void aBurstIsFollowedByASecondOne() {
        Instance instance = Instance.active(Instance.config(100));
        for (int second = 1; second < 5; second++) {
            assertThat(instance.fire().did()).containsExactly("SendAdvertisement");
        }

        assertThat(instance.fire().did()).containsExactly("SendAdvertisement", "Announce");
        assertThat(instance.fire().did()).containsExactly("SendAdvertisement");
    }

    @Test
    void aRivalThatCannotHearUsMakesNoStorm() {
        Instance instance = Instance.active(Instance.config(100));
        long before = announcements(instance);
        for (int i = 0; i < 1_000; i++) {
            instance.after(10).hear(50, Instance.LOWER);
        }

        assertThat(announcements(instance) - before).isBetween(9L, 12L);
    }

    @Test
    void aLinkThatGoesDownTakesTheAddressesAndNoWords() {
        Instance instance = Instance.active(Instance.config(100)).on(new Input.Link(false));

        assertThat(instance.did()).containsExactly("ReleaseAddresses", "RoleChanged");
        assertThat(instance.reason()).contains(Reason.LINK_DOWN);
        assertThat(instance.on(new Input.Link(true)).role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void aTrackedFaultEndsTheRoleAndItsEndBringsTheNodeBack() {
        Instance instance = Instance.active(Instance.config(100)).on(new Input.Tracked("uplink", new Track.Faults()));

        assertThat(instance.role()).isEqualTo(Role.INITIALIZE);
        assertThat(instance.sent()).containsExactly(0);
        assertThat(instance.on(new Input.Tracked("uplink", new Track.Fine())).role())
                .isEqualTo(Role.BACKUP);
    }

    @Test
    void aWeightGoesOutWithTheNextAdvertisementAndMovesABackupsDeadline() {
        Instance active = Instance.active(Instance.config(100)).on(new Input.Tracked("uplink", new Track.Weighs(-20)));
        Instance backup = Instance.started(Instance.config(100)).on(new Input.Tracked("uplink", new Track.Weighs(-64)));

        assertThat(active.fire().sent()).containsExactly(80);
        assertThat(backup.untilTimer()).isEqualTo(Duration.ofNanos(3_859_375_000L));
    }

    @Test
    void editsOfTheAddressesPutOffNoTakeover() {
        Instance backup = Instance.started(Instance.config(100));
        Duration wait = backup.untilTimer();
        for (int edit = 0; edit < 3; edit++) {
            Config before = backup.config;
            backup.config =
                    Instance.with(before, List.of(Instance.VIP, SECOND_VIP).subList(0, 1 + edit % 2));
            backup.after(Duration.ofMillis(500)).on(new Input.Reconfigured(before));
        }

        assertThat(backup.untilTimer()).isEqualTo(wait.minus(Duration.ofMillis(1500)));
    }

    @Test
    void anEditOfTheAddressesMovesOnlyTheDifference() {
        Instance instance = Instance.active(Instance.config(100));
        Config before = instance.config;
        instance.config = Instance.with(before, List.of(SECOND_VIP));
        instance.on(new Input.Reconfigured(before));

        assertThat(instance.effects.subList(0, 3))
                .containsExactly(
                        new Effect.ReleaseAddresses(List.of(Instance.VIP)),
                        new Effect.ClaimAddresses(List.of(SECOND_VIP)),
                        new Effect.Announce(List.of(SECOND_VIP), 5));
        assertThat(instance.sent()).containsExactly(100);
        assertThat(instance.on(new Input.Stop()).effects.getFirst())
                .isEqualTo(new Effect.ReleaseAddresses(List.of(SECOND_VIP)));
    }

    @Test
    void anEarlyTimerChangesNothing() {
        Instance instance = Instance.started(Instance.config(100));
        State before = instance.state;

        assertThat(instance.after(10).on(new Input.TimerFired()).state).isEqualTo(before);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Instance.with(Instance.config(255), new Preemption.Never(), Duration.ZERO))
                .withMessageContaining("owner");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Instance.with(Instance.config(100), List.of(InetAddress.ofLiteral("fe80::1"))));
        assertThatIllegalArgumentException().isThrownBy(() -> Instance.config(0));
    }

    private static long announcements(Instance instance) {
        return instance.all.stream().filter(Effect.Announce.class::isInstance).count();
    }
}
