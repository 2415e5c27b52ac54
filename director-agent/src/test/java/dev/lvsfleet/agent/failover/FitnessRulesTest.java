package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.failover.Fitness.Ability;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.Routers;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.vrrp.election.Track;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FitnessRulesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DesiredService web = Documents.service("web", 80);
    private final DesiredService shop = Documents.service("shop", 8080);

    @Test
    void whoMayHaveAnOutdatedDocumentClaimsNothing() {
        TableView view = view(true, List.of(web), web);
        Fitness fitness = FitnessRules.of(
                Routers.guide(), new FitnessRules.Sight(Optional.of(view), Duration.ZERO, PATIENCE, 7, false));

        assertThat(fitness.ability()).isEqualTo(Ability.UNABLE);
        assertThat(fitness.problem()).isEqualTo("The bus may have a newer document");
    }

    @Test
    void beforeTheTableWasProgrammedNothingMayBeClaimedWhateverThePolicy() {
        Fitness fitness = FitnessRules.of(
                Routers.guide(), new FitnessRules.Sight(Optional.empty(), Duration.ZERO, PATIENCE, 7, true));

        assertThat(fitness.ability()).isEqualTo(Ability.UNABLE);
        assertThat(fitness.problem()).isEqualTo("The table has not been programmed yet");
        for (WhenUnable policy : WhenUnable.values()) {
            assertThat(ClaimRules.of(Routers.router(policy, false, null), fitness, false, false)
                            .able())
                    .isFalse();
        }
    }

    @Test
    void withEveryServiceInTheTableTheNodeIsAble() {
        Fitness fitness = fitness(view(true, List.of(web, shop), web, shop), Duration.ZERO);

        assertThat(fitness).isEqualTo(new Fitness(Ability.ABLE, true, ""));
        assertThat(ClaimRules.of(Routers.guide(), fitness, true, false)).isEqualTo(new Claim(true, new Track.Fine()));
    }

    @Test
    void oneServiceThatCannotBeProgrammedCostsNoOtherItsAddress() {
        Fitness fitness = fitness(view(true, List.of(web, shop), web), Duration.ZERO);

        assertThat(fitness.ability()).isEqualTo(Ability.IMPAIRED);
        assertThat(fitness.problem()).isEqualTo("Not in the kernel's table: shop");
        assertThat(ClaimRules.of(Routers.guide(), fitness, true, true))
                .isEqualTo(new Claim(true, new Track.Weighs(-253)));
        // The peers get the same document a moment later, and shall not take the role for that moment.
        assertThat(ClaimRules.of(Routers.guide(), fitness, true, false)).isEqualTo(new Claim(true, new Track.Fine()));
    }

    @Test
    void aLookAtTheTableOfAnEarlierDocumentSaysNothing() {
        TableView view = view(true, List.of(web), web);

        Fitness fitness = FitnessRules.of(
                Routers.guide(), new FitnessRules.Sight(Optional.of(view), Duration.ZERO, PATIENCE, 8, true));

        assertThat(fitness.ability()).isEqualTo(Ability.UNABLE);
    }

    @Test
    void beforeTheFirstDocumentWasInForceATableThatWasReadSaysNothing() {
        TableView before = new TableView(
                Optional.empty(), IpvsTable.EMPTY, IpvsTable.EMPTY, Set.of(), List.of(), Optional.empty(), false);

        Fitness fitness = FitnessRules.of(
                Routers.guide(), new FitnessRules.Sight(Optional.of(before), Duration.ZERO, PATIENCE, 7, true));

        assertThat(fitness.ability()).isEqualTo(Ability.UNABLE);
    }

    @Test
    void withNoServiceInTheTableTheNodeIsUnable() {
        assertThat(fitness(view(true, List.of(web, shop)), Duration.ZERO).ability())
                .isEqualTo(Ability.UNABLE);
    }

    @Test
    void aTableThatWasNotReadForTooLongSaysNothing() {
        TableView view = view(true, List.of(web), web);

        assertThat(fitness(view, PATIENCE).ability()).isEqualTo(Ability.ABLE);
        Fitness stale = fitness(view, PATIENCE.plusMillis(1));
        assertThat(stale.ability()).isEqualTo(Ability.UNABLE);
        assertThat(ClaimRules.of(Routers.guide(), stale, true, false).able()).isFalse();
        assertThat(ClaimRules.of(Routers.router(WhenUnable.LOWER, false, null), stale, true, false))
                .isEqualTo(new Claim(true, new Track.Weighs(-253)));
    }

    @Test
    void aLostQuorumGivesWayOnlyWhereThatIsAskedFor() {
        DesiredService pool = Documents.web(Documents.real(132, 1));
        Fitness fitness = fitness(view(false, List.of(pool), pool), Duration.ZERO);

        assertThat(fitness.quorum()).isFalse();
        assertThat(ClaimRules.of(Routers.guide(), fitness, true, false).services())
                .isEqualTo(new Track.Fine());
        assertThat(ClaimRules.of(Routers.router(WhenUnable.FAULT, true, null), fitness, true, false))
                .isEqualTo(new Claim(true, new Track.Weighs(-253)));
    }

    private static Fitness fitness(TableView view, Duration age) {
        return FitnessRules.of(Routers.guide(), new FitnessRules.Sight(Optional.of(view), age, PATIENCE, 7, true));
    }

    private static TableView view(boolean quorum, List<DesiredService> desired, DesiredService... present) {
        IpvsTable table = Tables.holding(present);
        return new TableView(
                Optional.of(Tables.effective(quorum, desired)),
                table,
                table,
                Set.of(),
                List.of(),
                Optional.empty(),
                true);
    }
}
