package dev.lvsfleet.controlplane.virtualrouter;

import static dev.lvsfleet.controlplane.testing.Routers.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.RouterState.Role;
import dev.lvsfleet.controlplane.testing.Routers;
import dev.lvsfleet.controlplane.virtualrouter.ElectionRules.Outcome;
import dev.lvsfleet.controlplane.virtualrouter.ElectionRules.Tables;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Heard;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Wish;
import dev.lvsfleet.controlplane.virtualrouter.SwitchOverRules.Decision;
import dev.lvsfleet.controlplane.virtualrouter.SwitchOverRules.Request;
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
            @Nullable String digest) {

        Said at(long revision) {
            return new Said(role, problem, revision, switchedOver, digest);
        }

        Said withTable(@Nullable String other) {
            return new Said(role, problem, applied, switchedOver, other);
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
                            ? new Heard(spec.members().get(i), null, null)
                            : new Heard(spec.members().get(i), report(spec.name(), what), NOON));
        }
        return new Standing(spec, members, wish);
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
                .isEqualTo(new Decision.Ask(Map.of("guide", "director-1")));
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
    void ofTwoWhoSayThatTheyAreActiveOneIsToBeNamed() {
        Standing split = standing(named("guide"), ACTIVE, ACTIVE);

        assertThat(refusal(ANY, split)).startsWith("director-1 and director-2 all say");
        assertThat(SwitchOverRules.decide(new Request("guide", "director-2"), List.of(split)))
                .isEqualTo(new Decision.Ask(Map.of("guide", "director-2")));
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
                .isEqualTo(new Decision.Ask(Map.of("one", "director-1", "two", "director-1")));
        assertThat(SwitchOverRules.decide(new Request("two", null), group))
                .isEqualTo(new Decision.Ask(Map.of("one", "director-1", "two", "director-1")));
        assertThat(SwitchOverRules.decide(new Request("elsewhere", null), group))
                .isEqualTo(new Decision.Ask(Map.of("elsewhere", "director-2")));
    }

    @Test
    void whatBecameOfAWishIsReadOutOfWhatTheMembersSay() {
        Wish wish = new Wish(50, "director-1", NOON);

        assertThat(outcome(wish, ACTIVE, BACKUP)).isEqualTo(Outcome.PENDING);
        assertThat(outcome(wish, BACKUP.at(50), BACKUP)).isEqualTo(Outcome.PENDING);
        assertThat(outcome(wish, BACKUP.at(50), ACTIVE)).isEqualTo(Outcome.DONE);
        assertThat(outcome(wish, new Said(Role.BACKUP, null, 40, 50, null), ACTIVE))
                .isEqualTo(Outcome.DONE);
        assertThat(outcome(wish, ACTIVE.at(50), BACKUP)).isEqualTo(Outcome.MISSED);
    }

    private static Outcome outcome(Wish wish, Said first, Said second) {
        return ElectionRules.fulfilment(wished(named("guide"), wish, first, second), wish)
                .outcome();
    }

    @Test
    void tablesAreEqualWhenEverybodySaidSoAndDifferentAsSoonAsTwoDiffer() {
        assertThat(tables(ACTIVE, BACKUP)).isEqualTo(Tables.EQUAL);
        assertThat(tables(ACTIVE, BACKUP.withTable("b"))).isEqualTo(Tables.DIFFERENT);
        assertThat(tables(ACTIVE, BACKUP.withTable(null))).isEqualTo(Tables.UNKNOWN);
        assertThat(tables(ACTIVE, null)).isEqualTo(Tables.UNKNOWN);
    }

    private static Tables tables(@Nullable Said first, @Nullable Said second) {
        return ElectionRules.tables(standing(named("guide"), first, second).members());
    }
}
