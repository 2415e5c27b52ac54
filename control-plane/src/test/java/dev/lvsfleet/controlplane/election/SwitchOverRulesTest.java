package dev.lvsfleet.controlplane.election;

import static dev.lvsfleet.controlplane.testing.Routers.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.RouterState.Role;
import dev.lvsfleet.controlplane.election.ElectionRules.Judgement;
import dev.lvsfleet.controlplane.election.ElectionRules.Tables;
import dev.lvsfleet.controlplane.election.Standing.Heard;
import dev.lvsfleet.controlplane.election.Standing.Wish;
import dev.lvsfleet.controlplane.election.SwitchOverRules.Decision;
import dev.lvsfleet.controlplane.election.SwitchOverRules.Left;
import dev.lvsfleet.controlplane.election.SwitchOverRules.Request;
import dev.lvsfleet.controlplane.testing.Routers;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SwitchOverRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Request ANY = new Request(null, null);
    private static final Said ACTIVE = new Said(Role.ACTIVE, null, 40, 0, "a");
    private static final Said BACKUP = new Said(Role.BACKUP, null, 40, 0, "a");

    /** What a member said last. */
    private record Said(
            Role role,
            @Nullable String problem,
            long applied,
            long switchedOver,
            @Nullable String digest,
            Instant receivedAt,
            Instant heardAt) {

        Said(Role role, @Nullable String problem, long applied, long switchedOver, @Nullable String digest) {
            this(role, problem, applied, switchedOver, digest, NOON, NOON.minusSeconds(3600));
        }

        Said at(long revision) {
            return new Said(role, problem, revision, switchedOver, digest, receivedAt, heardAt);
        }

        Said withTable(@Nullable String other) {
            return new Said(role, problem, applied, switchedOver, other, receivedAt, heardAt);
        }

        /** Its newest report came so long ago. */
        Said aged(Duration age) {
            return new Said(role, problem, applied, switchedOver, digest, NOON.minus(age), heardAt);
        }

        /** It has been known to have its role for so long. */
        Said knownFor(Duration time) {
            return new Said(role, problem, applied, switchedOver, digest, receivedAt, NOON.minus(time));
        }
    }

    @Test
    void aDirectorThatIsNoMemberIsSaidToBeNoneAndNotToBeWithoutARole() {
        List<Standing> group = List.of(standing(named("guide"), ACTIVE, BACKUP));

        assertThat(SwitchOverRules.decide(new Request(null, "lvs-1"), group))
                .isEqualTo(new Decision.Refuse("There is no director called lvs-1 among the members of the group's"
                        + " virtual routers: director-1, director-2."));
        assertThat(SwitchOverRules.decide(new Request("guide", "lvs-1"), group))
                .isEqualTo(SwitchOverRules.decide(new Request(null, "lvs-1"), group));
    }

    private static Standing standing(Routers router, @Nullable Said... said) {
        return wished(router, null, said);
    }

    private static Standing wished(Routers router, @Nullable Wish wish, @Nullable Said... said) {
        RouterSpec spec = router.spec();
        List<Heard> members = new ArrayList<>();
        for (int i = 0; i < said.length; i++) {
            Said what = said[i];
            members.add(
                    what == null
                            ? new Heard(spec.members().get(i), null, null, null)
                            : new Heard(
                                    spec.members().get(i),
                                    report(spec.name(), what),
                                    what.receivedAt(),
                                    what.heardAt()));
        }
        return new Standing(spec, members, wish, NOON);
    }

    private static ApplyReport report(String router, Said said) {
        return new ApplyReport(
                        ApplyReport.SCHEMA,
                        "any",
                        said.applied(),
                        ApplyReport.Outcome.APPLIED,
                        NOON,
                        0,
                        new ApplyReport.Timings(NOON, Duration.ZERO, Duration.ZERO),
                        List.of(),
                        List.of(),
                        said.applied())
                .with(
                        List.of(new RouterState(
                                router,
                                said.role(),
                                100,
                                NOON,
                                "started",
                                1,
                                1,
                                Map.of(),
                                null,
                                said.switchedOver(),
                                said.problem())),
                        said.digest());
    }

    private static String refusal(Request request, Standing... group) {
        return ((Decision.Refuse) SwitchOverRules.decide(request, List.of(group))).because();
    }

    @Test
    void theActiveIsAsked() {
        assertThat(SwitchOverRules.decide(ANY, List.of(standing(named("guide"), ACTIVE, BACKUP))))
                .isEqualTo(new Decision.Ask(Map.of("guide", "director-1"), List.of()));
    }

    @Test
    void aRoleThatNobodyHasOrNobodyWouldTakeIsNotGiven() {
        assertThat(refusal(ANY)).isEqualTo("The group has no virtual router.");
        assertThat(refusal(new Request("nobody", null), standing(named("guide"), ACTIVE, BACKUP)))
                .isEqualTo("The group has no virtual router called nobody.");
        assertThat(refusal(ANY, standing(named("guide"), BACKUP, BACKUP)))
                .isEqualTo("Nobody is known to be Active in guide.");
        assertThat(refusal(ANY, standing(named("guide"), null, null)))
                .isEqualTo("Nobody is known to be Active in guide.");
        assertThat(refusal(ANY, standing(named("guide"), ACTIVE, null)))
                .isEqualTo("Nobody would take guide from director-1: director-2 has not said what it is.");
        assertThat(refusal(
                        ANY, standing(named("guide"), ACTIVE, new Said(Role.INITIALIZE, "eth0 is down", 1, 0, null))))
                .isEqualTo("Nobody would take guide from director-1: director-2 is initialize (eth0 is down).");
        assertThat(refusal(ANY, standing(named("guide"), ACTIVE, new Said(Role.BACKUP, "it is not able", 1, 0, null))))
                .contains("director-2 is backup (it is not able)");
        assertThat(refusal(
                        ANY, standing(named("guide").by(Routers.member("director-1", 100, "192.168.148.130")), ACTIVE)))
                .isEqualTo("Nobody would take guide from director-1: it has no other member.");
    }

    @Test
    void whatTheActiveHasAsWellIsNoReasonToKeepTheRole() {
        Said down = new Said(Role.ACTIVE, "A service has lost its quorum here", 40, 0, "a");
        Said downToo = new Said(Role.BACKUP, "A service has lost its quorum here", 40, 0, "a");
        Said worse = new Said(Role.BACKUP, "None of its services is in the kernel's table", 40, 0, "a");

        assertThat(asked(SwitchOverRules.decide(ANY, List.of(standing(named("guide"), down, downToo)))))
                .isEqualTo(Map.of("guide", "director-1"));
        assertThat(refusal(ANY, standing(named("guide"), ACTIVE, downToo)))
                .contains("(A service has lost its quorum here)");
        assertThat(refusal(ANY, standing(named("guide"), down, worse))).contains("(None of its services is");
        assertThat(refusal(ANY, standing(named("guide"), down, new Said(Role.INITIALIZE, down.problem(), 40, 0, "a"))))
                .contains("director-2 is initialize");
        assertThat(refusal(ANY, standing(named("guide"), down, downToo.aged(Duration.ofMinutes(2)))))
                .contains("has been silent");
    }

    private static Map<String, String> asked(Decision decision) {
        return ((Decision.Ask) decision).from();
    }

    @Test
    void ofTwoWhoSayThatTheyAreActiveOneIsToBeNamed() {
        Standing split = standing(named("guide"), ACTIVE, ACTIVE);

        assertThat(refusal(ANY, split)).startsWith("director-1 and director-2 all say");
        assertThat(SwitchOverRules.decide(new Request("guide", "director-2"), List.of(split)))
                .isEqualTo(new Decision.Ask(Map.of("guide", "director-2"), List.of()));
    }

    @Test
    void whoIsNamedMustBeActive() {
        Standing guide = standing(named("guide"), ACTIVE, BACKUP);

        assertThat(refusal(new Request("guide", "director-2"), guide))
                .isEqualTo("director-2 is not known to be Active in guide.");
        assertThat(refusal(new Request(null, "director-2"), guide))
                .isEqualTo("The group has no virtual router in which director-2 is known to be Active.");
    }

    @Test
    void fromOneDirectorMeansAllThatItHasAndOneMeansItsSyncGroup() {
        Standing one = standing(named("one").inSync("both"), ACTIVE, BACKUP);
        Standing two = standing(named("two").inSync("both"), ACTIVE, BACKUP);
        Standing elsewhere = standing(named("elsewhere"), BACKUP, ACTIVE);
        List<Standing> group = List.of(elsewhere, one, two);

        assertThat(SwitchOverRules.decide(new Request(null, "director-1"), group))
                .isEqualTo(new Decision.Ask(Map.of("one", "director-1", "two", "director-1"), List.of()));
        assertThat(SwitchOverRules.decide(new Request("two", null), group))
                .isEqualTo(new Decision.Ask(Map.of("one", "director-1", "two", "director-1"), List.of()));
        assertThat(SwitchOverRules.decide(new Request("elsewhere", null), group))
                .isEqualTo(new Decision.Ask(Map.of("elsewhere", "director-2"), List.of()));
    }

    @Test
    void whatNobodyCanTakeStaysAndTheRestIsAsked() {
        Standing well = standing(named("vi-1"), BACKUP, ACTIVE);
        Standing stuck = standing(named("p3"), new Said(Role.INITIALIZE, "eth9 is not there", 1, 0, null), ACTIVE);
        Standing unknown = standing(named("p4"), null, null);
        Left left =
                new Left("p3", "Nobody would take p3 from director-2: director-1 is initialize (eth9 is not there).");

        assertThat(SwitchOverRules.decide(ANY, List.of(stuck, unknown, well)))
                .isEqualTo(new Decision.Ask(
                        Map.of("vi-1", "director-2"),
                        List.of(left, new Left("p4", "Nobody is known to be Active in p4."))));
        assertThat(SwitchOverRules.decide(new Request(null, "director-2"), List.of(stuck, unknown, well)))
                .isEqualTo(new Decision.Ask(Map.of("vi-1", "director-2"), List.of(left)));
        assertThat(refusal(ANY, stuck, unknown)).isEqualTo(left.why() + " Nobody is known to be Active in p4.");
        assertThat(refusal(new Request("p3", null), stuck, well)).isEqualTo(left.why());
        assertThat(refusal(ANY, unknown, unknown(1), unknown(2), unknown(3), unknown(4)))
                .endsWith("Active in p-2. And 2 more.");
    }

    private static Standing unknown(int number) {
        return standing(named("p-" + number), null, null);
    }

    @Test
    void aSyncGroupMovesAsAWholeOrStays() {
        Said unfit = new Said(Role.INITIALIZE, "eth9 is not there", 1, 0, null);
        Standing inside = standing(named("inside").inSync("both"), ACTIVE, BACKUP);
        Standing outside = standing(named("outside").inSync("both"), ACTIVE, unfit);
        Standing late = standing(named("outside").inSync("both"), BACKUP, BACKUP);
        Standing alone = standing(named("alone"), ACTIVE, BACKUP);
        String why = "Nobody would take outside from director-1: director-2 is initialize (eth9 is not there).";
        List<Left> both = List.of(
                new Left("inside", "It moves with outside of its sync group or not at all."), new Left("outside", why));

        assertThat(SwitchOverRules.decide(ANY, List.of(alone, inside, outside)))
                .isEqualTo(new Decision.Ask(Map.of("alone", "director-1"), both));
        assertThat(refusal(ANY, inside, outside)).isEqualTo(why);
        assertThat(refusal(new Request("inside", null), alone, inside, outside)).isEqualTo(why);
        assertThat(refusal(new Request(null, "director-1"), inside, late))
                .isEqualTo("director-1 is not known to be Active in outside.");
    }

    @Test
    void anActiveThatIsSilentIsNoSecondActive() {
        Said silent = ACTIVE.aged(Standing.SILENT_AFTER.plusMillis(1));
        Standing pair = standing(named("guide"), silent, ACTIVE);

        assertThat(pair.active()).extracting(Heard::director).containsExactly("director-2");
        assertThat(refusal(ANY, pair))
                .isEqualTo(
                        "Nobody would take guide from director-2: director-1 said last that it is active, and has been"
                                + " silent for 70 s.");
        assertThat(SwitchOverRules.decide(ANY, List.of(standing(three(), silent, ACTIVE, BACKUP))))
                .isEqualTo(new Decision.Ask(Map.of("guide", "director-2"), List.of()));
        assertThat(refusal(ANY, standing(named("guide"), silent, BACKUP)))
                .isEqualTo("Nobody is known to be Active in guide: director-1 said last that it is active, and has been"
                        + " silent for 70 s.");
        assertThat(standing(named("guide"), ACTIVE.aged(Standing.SILENT_AFTER), BACKUP)
                        .active())
                .hasSize(1);
        assertThat(refusal(ANY, standing(named("guide"), ACTIVE, BACKUP.aged(Duration.ofMinutes(2)))))
                .endsWith("director-2 said last that it is backup, and has been silent for 120 s.");
    }

    private static Routers three() {
        return named("guide")
                .by(
                        Routers.member("director-1", 100, "192.168.148.130"),
                        Routers.member("director-2", 90, "192.168.148.131"),
                        Routers.member("director-3", 80, "192.168.148.129"));
    }

    @Test
    void theWordOfAnActiveIsOutdatedOnceATakeoverIsHeardAfterItAndCountsAgainWithTheNextOne() {
        Said before = ACTIVE.aged(Duration.ofSeconds(20));
        Said after = ACTIVE.knownFor(Duration.ofSeconds(15));

        assertThat(standing(named("guide"), before, after).active())
                .extracting(Heard::director)
                .containsExactly("director-2");
        assertThat(standing(named("guide"), ACTIVE.aged(Duration.ofSeconds(10)), after)
                        .active())
                .hasSize(2);
        assertThat(standing(named("guide"), BACKUP.aged(Duration.ofSeconds(20)), after)
                        .worth(standing(named("guide"), BACKUP.aged(Duration.ofSeconds(20)), after)
                                .members()
                                .getFirst()))
                .isEqualTo(Standing.Worth.COUNTS);
        assertThat(refusal(ANY, standing(named("guide"), before, after)))
                .endsWith("director-1 said last that it is active, before another took over, and nothing since.");
    }

    @Test
    void whatIsHeardForTheFirstTimeCounts() {
        Said first = ACTIVE.aged(Duration.ofSeconds(1)).knownFor(Duration.ofSeconds(1));

        assertThat(standing(named("guide"), first, BACKUP).active()).hasSize(1);
        assertThat(standing(named("guide"), first, first).active())
                .as("at one instant neither is newer")
                .hasSize(2);
    }

    @Test
    void ofSeveralTakeoversTheNewestCountsAndNeverNone() {
        Standing three = standing(
                three(),
                ACTIVE.aged(Duration.ofSeconds(25)).knownFor(Duration.ofSeconds(60)),
                ACTIVE.aged(Duration.ofSeconds(15)).knownFor(Duration.ofSeconds(20)),
                ACTIVE.aged(Duration.ofSeconds(5)).knownFor(Duration.ofSeconds(10)));

        assertThat(three.active()).extracting(Heard::director).containsExactly("director-3");
    }

    @Test
    void whatBecameOfAWishIsReadOutOfWhatTheMembersSay() {
        assertThat(judged(ACTIVE, BACKUP)).isInstanceOf(Judgement.Open.class);
        assertThat(judged(BACKUP.at(50), BACKUP)).isInstanceOf(Judgement.Open.class);
        assertThat(judged(BACKUP.at(50), ACTIVE)).isInstanceOf(Judgement.Done.class);
        assertThat(judged(new Said(Role.BACKUP, null, 40, 50, null), ACTIVE)).isInstanceOf(Judgement.Done.class);
        assertThat(judged(new Said(Role.ACTIVE, null, 40, 50, null), BACKUP)).isInstanceOf(Judgement.Missed.class);
        assertThat(judged(BACKUP.at(50).aged(Duration.ofMinutes(2)), ACTIVE)).isInstanceOf(Judgement.Open.class);
        assertThat(judged(BACKUP.at(50), ACTIVE.aged(Duration.ofMinutes(2)))).isInstanceOf(Judgement.Open.class);
    }

    @Test
    void whoHasTheWishAndIsActiveMayBeAboutToObey() {
        assertThat(judged(ACTIVE.at(50), BACKUP)).isInstanceOf(Judgement.Doubtful.class);
        assertThat(judged(NOON.minus(ElectionRules.OBEYING).plusMillis(1), ACTIVE.at(50), BACKUP))
                .isInstanceOf(Judgement.Doubtful.class);
        assertThat(judged(NOON.minus(ElectionRules.OBEYING), ACTIVE.at(50), BACKUP))
                .isInstanceOf(Judgement.Missed.class);
        assertThat(judged(NOON.minusSeconds(30), BACKUP.at(50), ACTIVE)).isInstanceOf(Judgement.Done.class);
        Said outdated = ACTIVE.at(50).aged(Duration.ofSeconds(20));
        assertThat(judged(NOON.minusSeconds(30), outdated, ACTIVE.knownFor(Duration.ofSeconds(1))))
                .isInstanceOf(Judgement.Open.class);
    }

    private static Judgement judged(Said first, Said second) {
        return judged(null, first, second);
    }

    private static Judgement judged(@Nullable Instant doubtedAt, Said first, Said second) {
        Wish wish = new Wish(50, "director-1", NOON.minusSeconds(90), doubtedAt, null);
        return ElectionRules.judge(wished(named("guide"), wish, first, second), wish);
    }

    @Test
    void tablesAreEqualWhenEverybodySaidSoAndDifferentAsSoonAsTwoDiffer() {
        assertThat(tables(ACTIVE, BACKUP)).isEqualTo(Tables.EQUAL);
        assertThat(tables(ACTIVE, BACKUP.withTable("b"))).isEqualTo(Tables.DIFFERENT);
        assertThat(tables(ACTIVE, BACKUP.withTable(null))).isEqualTo(Tables.UNKNOWN);
        assertThat(tables(ACTIVE, null)).isEqualTo(Tables.UNKNOWN);
        assertThat(tables(ACTIVE, BACKUP.withTable("b").aged(Duration.ofMinutes(2))))
                .isEqualTo(Tables.UNKNOWN);
    }

    private static Tables tables(@Nullable Said first, @Nullable Said second) {
        return ElectionRules.tables(standing(named("guide"), first, second));
    }
}
