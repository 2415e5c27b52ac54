package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.down;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.WhenDown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticeRulesTest {

    private static final EffectiveState SERVING = effective(web(real(132, 1), real(133, 1)), Verdicts.NONE);
    private static final EffectiveState HOLDING = effective(web(real(132, 1), real(133, 1)), down(132, 133));
    private static final Situation WELL = situation(SERVING, List.of(), List.of());

    @Test
    void aPassThatChangedNothingIsNotWorthTelling() {
        assertThat(NoticeRules.of(WELL, WELL, List.of())).isEmpty();
    }

    @Test
    void driftIsToldOncePerServiceByItsNameAndWhetherItWasRepaired() {
        List<Drift> drifts =
                List.of(new Drift("TCP 192.168.148.161:80", "one"), new Drift("TCP 192.168.148.161:80", "two"));

        assertThat(NoticeRules.of(WELL, WELL, renamed(drifts))).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(Kind.DRIFT_REPAIRED);
            assertThat(it.subject()).isEqualTo("web");
            assertThat(it.message()).endsWith(": one, two; repaired");
        });
        assertThat(NoticeRules.of(WELL, failing("no"), renamed(drifts)))
                .first()
                .extracting(Notice::message)
                .asString()
                .endsWith("; the repair failed");
    }

    @Test
    void anEmptiedTableIsABoundedNumberOfEvents() {
        List<Drift> drifts = IntStream.range(0, 50)
                .mapToObj(it -> new Drift("service " + it, "missing"))
                .toList();

        List<Notice> notices = NoticeRules.of(WELL, WELL, drifts);

        assertThat(notices).hasSize(NoticeRules.MOST_DRIFT_NOTICES + 1);
        assertThat(notices.getLast().message()).startsWith("30 more were missing or altered");
    }

    @Test
    void aForeignEntryIsToldWhenItArrivesAndNotWhileItLasts() {
        Situation invaded = situation(SERVING, List.of("stranger"), List.of());

        assertThat(kinds(WELL, invaded)).containsExactly(Kind.FOREIGN_FOUND);
        assertThat(kinds(invaded, invaded)).isEmpty();
    }

    @Test
    void aServiceWhoseEveryRealServerIsDownIsToldOnceWithTheirNames() {
        Situation holding = situation(HOLDING, List.of(), List.of());

        assertThat(NoticeRules.of(WELL, holding, List.of())).first().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(Kind.EJECTION_HELD);
            assertThat(it.message())
                    .isEqualTo(
                            "Judged down, but not taken out because nobody else who takes connections would be left: "
                                    + "192.168.148.132:80, 192.168.148.133:80");
        });
        assertThat(kinds(WELL, holding)).containsExactly(Kind.EJECTION_HELD, Kind.QUORUM_LOST);
        assertThat(kinds(holding, holding)).isEmpty();
        assertThat(kinds(holding, WELL)).containsExactly(Kind.QUORUM_GAINED);
    }

    @Test
    void whoIsKeptBecauseOfTheLimitIsToldWithIt() {
        PoolPolicy half = new PoolPolicy(WhenDown.REMOVE, 50, new Quorum(1, 0), null, Duration.ZERO);
        EffectiveState limited =
                effective(web(half, List.of(), real(132, 1), real(133, 1), real(134, 1)), down(132, 133));

        assertThat(NoticeRules.of(WELL, situation(limited, List.of(), List.of()), List.of()))
                .singleElement()
                .extracting(Notice::message)
                .isEqualTo("Judged down, but not taken out because at most 50 per cent of the pool may be out: "
                        + "192.168.148.133:80");
    }

    @Test
    void aQuorumThatIsLostIsToldWithWhoServes() {
        DesiredService service = web(PoolPolicy.DEFAULT, List.of(real(140, 1)), real(132, 1));
        Situation fallback = situation(effective(service, down(132)), List.of(), List.of());
        Situation nobody = situation(effective(service, down(132, 140)), List.of(), List.of());

        assertThat(messages(WELL, fallback)).singleElement().asString().endsWith("the fallback serves");
        assertThat(messages(fallback, nobody)).last().asString().endsWith("so the pool serves on");
        assertThat(kinds(fallback, WELL)).containsExactly(Kind.QUORUM_GAINED);
    }

    @Test
    void aPoolToWhichTheOperatorGivesNoWeightLacksNothing() {
        Situation disabled = situation(effective(web(real(132, 0)), Verdicts.NONE), List.of(), List.of());

        assertThat(kinds(WELL, disabled)).isEmpty();
    }

    @Test
    void deletionsThatAreHeldBackAreToldOncePerRevision() {
        Situation limited = heldBack(7, new HeldBack(1, 12));

        assertThat(kinds(WELL, limited)).containsExactly(Kind.BUDGET_EXCEEDED);
        assertThat(kinds(limited, limited)).isEmpty();
        assertThat(kinds(limited, heldBack(8, new HeldBack(1, 12)))).containsExactly(Kind.BUDGET_EXCEEDED);
    }

    @Test
    void failuresAreToldWhenTheyChangeAndNotAtEveryTry() {
        assertThat(kinds(WELL, failing("a"))).containsExactly(Kind.APPLY_FAILED);
        assertThat(kinds(failing("a"), failing("a"))).isEmpty();
        assertThat(kinds(failing("a"), failing("b"))).containsExactly(Kind.APPLY_FAILED);
        assertThat(kinds(failing("a"), WELL)).isEmpty();
    }

    private static List<Kind> kinds(Situation before, Situation after) {
        return NoticeRules.of(before, after, List.of()).stream()
                .map(Notice::kind)
                .toList();
    }

    private static List<String> messages(Situation before, Situation after) {
        return NoticeRules.of(before, after, List.of()).stream()
                .map(Notice::message)
                .toList();
    }

    private static EffectiveState effective(DesiredService service, Verdicts verdicts) {
        return EffectiveRules.step(
                        state(7, service), Pools.NONE, new EffectiveRules.Input(verdicts, Map.of()), new Tick(0))
                .effective();
    }

    private static List<Drift> renamed(List<Drift> drifts) {
        String key = TargetCompiler.keyOf(
                        SERVING.services().getFirst().desired().endpoint())
                .toString();
        return drifts.stream().map(it -> new Drift(key, it.what())).toList();
    }

    private static Situation failing(String failure) {
        return situation(SERVING, List.of(), List.of(failure));
    }

    private static Situation heldBack(long revision, HeldBack heldBack) {
        EffectiveState effective = new EffectiveState(revision, SERVING.addresses(), SERVING.services());
        return new Situation(
                Optional.of(NOON),
                1,
                Optional.of(effective),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                heldBack,
                Optional.empty());
    }

    private static Situation situation(EffectiveState effective, List<String> foreign, List<String> failures) {
        return new Situation(
                Optional.of(NOON),
                1,
                Optional.of(effective),
                Set.of(),
                foreign,
                failures,
                List.of(),
                List.of(),
                HeldBack.NOTHING,
                Optional.empty());
    }
}
