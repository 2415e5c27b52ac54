package dev.lvsfleet.vrrp.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine, section by section of RFC 9568, and of RFC 3768 where version 2 differs. */
class VrrpMachineSpecTest {

    private static final Duration SKEW_OF_100 = Duration.ofNanos(609_375_000);
    private static final Duration DOWN_OF_100 = Duration.ofSeconds(3).plus(SKEW_OF_100);

    /** Section 6.1: Skew_Time = ((256 - Priority) * Active_Adver_Interval) / 256. */
    @ParameterizedTest
    @CsvSource({"100, 100, 609375000", "254, 100, 7812500", "255, 100, 3906250", "1, 100, 996093750", "100, 1, 6093750"
    })
    void theSkewIsAFractionOfTheActivesInterval(int priority, int centiseconds, long nanos) {
        assertThat(TimingRules.skew(new Protocol.V3(), new Priority(priority), new AdvertInterval(centiseconds)))
                .isEqualTo(Duration.ofNanos(nanos));
    }

    /** RFC 3768, section 6.1: Skew_Time = ((256 - Priority) / 256), in seconds whatever the interval. */
    @Test
    void theSkewOfVersion2IsAFractionOfASecond() {
        Config config = Instance.v2(100, 10);

        assertThat(TimingRules.skew(config.protocol(), config.priority(), config.interval()))
                .isEqualTo(SKEW_OF_100);
        assertThat(TimingRules.activeDown(config, config.priority(), config.interval()))
                .isEqualTo(Duration.ofSeconds(30).plus(SKEW_OF_100));
    }

    /** Section 6.4.1: else, set the Active_Down_Timer to Active_Down_Interval and transition to Backup. */
    @Test
    void whoDoesNotOwnTheAddressesStartsAsBackup() {
        Instance instance = Instance.started(Instance.config(100));

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.untilTimer()).isEqualTo(DOWN_OF_100);
        assertThat(instance.did()).containsExactly("RoleChanged");
    }

    /** Section 6.4.1: if the Priority is 255, send an ADVERTISEMENT, announce, and transition to Active. */
    @Test
    void theOwnerStartsAsActive() {
        Instance instance = Instance.started(Instance.config(255));

        assertThat(instance.role()).isEqualTo(Role.ACTIVE);
        assertThat(instance.sent()).containsExactly(255);
        assertThat(instance.did()).containsExactly("SendAdvertisement", "ClaimAddresses", "Announce", "RoleChanged");
        assertThat(instance.untilTimer()).isEqualTo(Duration.ofSeconds(1));
    }

    /** Section 6.4.2: when the Active_Down_Timer fires, send an ADVERTISEMENT, announce, set the Adver_Timer. */
    @Test
    void aSilentActiveIsReplaced() {
        Instance instance = Instance.active(Instance.config(100));

        assertThat(instance.role()).isEqualTo(Role.ACTIVE);
        assertThat(instance.reason()).contains(Reason.ACTIVE_SILENT);
        assertThat(instance.did()).containsExactly("SendAdvertisement", "ClaimAddresses", "Announce", "RoleChanged");
        assertThat(instance.untilTimer()).isEqualTo(Duration.ofSeconds(1));
    }

    /** Section 6.4.2: on Shutdown, cancel the Active_Down_Timer and transition to Initialize. */
    @Test
    void aBackupThatStopsSaysNothing() {
        Instance instance = Instance.started(Instance.config(100)).on(new Input.Stop());

        assertThat(instance.role()).isEqualTo(Role.INITIALIZE);
        assertThat(instance.sent()).isEmpty();
        assertThat(instance.hasNoTimer()).isTrue();
    }

    /** Section 6.4.2: if the Priority in the ADVERTISEMENT is 0, set the Active_Down_Timer to Skew_Time. */
    @Test
    void anActiveThatLeavesIsReplacedAfterTheSkew() {
        Instance instance = Instance.started(Instance.config(100)).after(500).hear(0, Instance.HIGHER);

        assertThat(instance.untilTimer()).isEqualTo(SKEW_OF_100);
        assertThat(instance.fire().reason()).contains(Reason.ACTIVE_LEFT);
    }

    /** Section 6.4.2: if the Priority is greater than or equal to the local one, set the timer to Active_Down_Interval. */
    @ParameterizedTest
    @CsvSource({"100", "101", "255"})
    void aBackupWaitsAnewForAnActiveThatIsNoWorse(int priority) {
        Instance instance = Instance.started(Instance.config(100)).after(500).hear(priority, Instance.LOWER);

        assertThat(instance.untilTimer()).isEqualTo(DOWN_OF_100);
    }

    /** Section 6.4.2: set the Active_Adver_Interval to the Max Advertise Interval of the ADVERTISEMENT, recompute both. */
    @Test
    void aBackupLearnsTheActivesInterval() {
        Instance instance = Instance.started(Instance.config(128)).hear(200, Instance.HIGHER, new AdvertInterval(400));

        assertThat(instance.untilTimer()).isEqualTo(Duration.ofSeconds(14));
    }

    /** Section 6.1: an Active uses its own Advertisement_Interval, not a learned one. */
    @Test
    void whatWasLearnedIsForgottenOnBecomingActive() {
        Instance instance = Instance.started(Instance.config(128)).hear(200, Instance.HIGHER, new AdvertInterval(400));

        assertThat(instance.fire().untilTimer()).isEqualTo(Duration.ofSeconds(1));
    }

    /** RFC 3768, section 6.4.2: Master_Down_Interval is of the own interval. */
    @Test
    void version2LearnsNothing() {
        Instance instance =
                Instance.started(Instance.v2(100, 1)).after(500).hear(200, Instance.HIGHER, new AdvertInterval(400));

        assertThat(instance.untilTimer()).isEqualTo(DOWN_OF_100);
    }

    /** Section 6.4.2: else (Preempt_Mode True, lower priority), discard the ADVERTISEMENT. */
    @Test
    void aWorseActiveIsPreemptedWhenTheTimerThatRunsEnds() {
        Instance instance = Instance.started(Instance.config(100)).after(500).hear(99, Instance.HIGHER);

        assertThat(instance.untilTimer()).isEqualTo(DOWN_OF_100.minusMillis(500));
        assertThat(instance.fire().reason()).contains(Reason.PREEMPTED);
    }

    /** Section 6.4.2: if Preempt_Mode is False, any ADVERTISEMENT sets the timer anew. */
    @Test
    void withoutPreemptingAWorseActiveIsFollowed() {
        Config config = Instance.with(Instance.config(100), new Preemption.Never(), Duration.ZERO);
        Instance instance = Instance.started(config).after(500).hear(1, Instance.LOWER);

        assertThat(instance.untilTimer()).isEqualTo(DOWN_OF_100);
        assertThat(instance.after(500).hear(0, Instance.LOWER).fire().role()).isEqualTo(Role.ACTIVE);
    }

    /** Section 6.4.3: on Shutdown, send an ADVERTISEMENT with Priority = 0. Here after the addresses are gone. */
    @Test
    void anActiveThatStopsLeavesWithPriorityZero() {
        Instance instance = Instance.active(Instance.config(100)).on(new Input.Stop());

        assertThat(instance.did()).containsExactly("ReleaseAddresses", "SendAdvertisement", "RoleChanged");
        assertThat(instance.sent()).containsExactly(0);
        assertThat(instance.role()).isEqualTo(Role.INITIALIZE);
        assertThat(instance.hasNoTimer()).isTrue();
    }

    /** Section 6.4.3: when the Adver_Timer fires, send an ADVERTISEMENT and set it to Advertisement_Interval. */
    @Test
    void anActiveAdvertisesEveryInterval() {
        Instance instance = Instance.active(Instance.config(100)).fire();

        assertThat(instance.sent()).containsExactly(100);
        assertThat(instance.untilTimer()).isEqualTo(Duration.ofSeconds(1));
    }

    /** Section 6.4.3: on Priority 0, send an ADVERTISEMENT and set the Adver_Timer to Advertisement_Interval. */
    @Test
    void anActiveAnswersARivalThatLeaves() {
        Instance instance = Instance.active(Instance.config(100)).after(500).hear(0, Instance.HIGHER);

        assertThat(instance.role()).isEqualTo(Role.ACTIVE);
        assertThat(instance.sent()).containsExactly(100);
        assertThat(((State.Active) instance.state).advertAt().since(instance.now))
                .isEqualTo(Duration.ofSeconds(1));
    }

    /** Section 6.4.3: a greater Priority: learn, set the Active_Down_Timer, transition to Backup. */
    @Test
    void anActiveYieldsToAHigherPriority() {
        Instance instance =
                Instance.active(Instance.config(128)).after(500).hear(129, Instance.LOWER, new AdvertInterval(200));

        assertThat(instance.role()).isEqualTo(Role.BACKUP);
        assertThat(instance.reason()).contains(Reason.HIGHER_PRIORITY);
        assertThat(instance.did()).startsWith("ReleaseAddresses");
        assertThat(instance.untilTimer()).isEqualTo(Duration.ofSeconds(7));
    }

    /** Section 6.4.3: equal priorities: the greater primary address wins, compared as an unsigned integer. */
    @Test
    void theHigherAddressBreaksATie() {
        assertThat(Instance.active(Instance.config(100))
                        .hear(100, Instance.HIGHER)
                        .reason())
                .contains(Reason.HIGHER_ADDRESS);
        assertThat(Instance.active(Instance.config(100))
                        .hear(100, Instance.LOWER)
                        .role())
                .isEqualTo(Role.ACTIVE);
    }

    /** Section 6.4.3: else discard it, and send an ADVERTISEMENT immediately to assert the Active state. */
    @Test
    void anActiveAssertsItselfAgainstAWorseRival() {
        Instance instance = Instance.active(Instance.config(100)).after(900).on(new Input.TimerFired());
        instance.fire().after(300).hear(99, Instance.HIGHER);

        assertThat(instance.did()).containsExactly("SendAdvertisement", "Announce");
        assertThat(instance.sent()).containsExactly(100);
    }

    /** Section 6.1: the priority of an address owner is 255, whatever is tracked; of others 1 to 254. */
    @Test
    void trackedThingsMoveThePriorityWithin1And254() {
        Conditions worse = new Conditions(true, true, true, Map.of("a", new Track.Weighs(-253)), false);
        Conditions better = new Conditions(true, true, true, Map.of("a", new Track.Weighs(253)), false);

        assertThat(worse.priority(Instance.config(100))).isEqualTo(new Priority(1));
        assertThat(better.priority(Instance.config(100))).isEqualTo(new Priority(254));
        assertThat(worse.priority(Instance.config(255))).isEqualTo(Priority.OWNER);
    }
}
