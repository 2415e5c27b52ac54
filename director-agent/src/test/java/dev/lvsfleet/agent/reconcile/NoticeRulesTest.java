package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.HealthVerdict.Health;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticeRulesTest {

    private static final EffectiveState SERVING = EffectiveRules.of(state(7, web(real(132, 1))), Verdicts.NONE);
    private static final EffectiveState HOLDING =
            EffectiveRules.of(state(7, web(real(132, 1))), new Verdicts(Map.of("t-132", verdict(132, Health.DOWN))));
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
    void aServiceWhoseEveryRealServerIsDownIsToldOnce() {
        Situation holding = situation(HOLDING, List.of(), List.of());

        assertThat(kinds(WELL, holding)).containsExactly(Kind.EJECTION_HELD);
        assertThat(kinds(holding, holding)).isEmpty();
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

    private static List<Drift> renamed(List<Drift> drifts) {
        String key =
                TargetCompiler.keyOf(SERVING.services().getFirst().desired()).toString();
        return drifts.stream().map(it -> new Drift(key, it.what())).toList();
    }

    private static Situation failing(String failure) {
        return situation(SERVING, List.of(), List.of(failure));
    }

    private static Situation situation(EffectiveState effective, List<String> foreign, List<String> failures) {
        return new Situation(
                Optional.of(NOON), 1, Optional.of(effective), Set.of(), foreign, failures, Optional.empty());
    }
}
