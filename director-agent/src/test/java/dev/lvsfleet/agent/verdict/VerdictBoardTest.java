package dev.lvsfleet.agent.verdict;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerdictBoardTest {

    private final AtomicInteger forgotten = new AtomicInteger();
    private final VerdictBoard board = new VerdictBoard(3, forgotten::incrementAndGet);

    @Test
    void aFloodOfStrangersPushesOutStrangersOnlyAndTheOldestFirst() {
        board.serves(state(1, web(real(132, 1))));
        board.post(verdict(132, Health.DOWN));

        for (int stranger = 1; stranger <= 5; stranger++) {
            board.post(verdict(stranger, Health.DOWN));
        }

        assertThat(board.snapshot().byTarget()).containsOnlyKeys("t-132", "t-3", "t-4", "t-5");
        assertThat(forgotten).hasValue(2);
    }

    @Test
    void aVerdictThatWasThereBeforeTheDocumentNamesItsTargetIsKeptFromThenOn() {
        board.post(verdict(132, Health.DOWN));
        board.serves(state(1, web(real(132, 1))));

        for (int stranger = 1; stranger <= 5; stranger++) {
            board.post(verdict(stranger, Health.UP));
        }

        assertThat(board.snapshot().isDown("t-132")).isTrue();
    }

    @Test
    void aTargetThatLeavesTheDocumentIsOneOfTheOthersAgain() {
        board.serves(state(1, web(real(132, 1))));
        board.post(verdict(132, Health.DOWN));
        board.serves(state(2, web(real(133, 1))));
        assertThat(board.snapshot().isDown("t-132")).isTrue();

        for (int stranger = 1; stranger <= 3; stranger++) {
            board.post(verdict(stranger, Health.UP));
        }

        assertThat(board.snapshot().isJudged("t-132")).isFalse();
        assertThat(board.post(verdict(132, Health.DOWN))).isTrue();
        assertThat(board.remove("t-132")).isTrue();
    }

    @Test
    void whatAnEarlierRunRememberedIsHeldToTheSameBounds() {
        String endless = "t".repeat(1_000_000);
        board.serves(state(1, web(real(132, 1))));
        Map<String, HealthVerdict> remembered = new HashMap<>();
        for (int target : List.of(132, 1, 2, 3, 4, 5)) {
            remembered.put("t-" + target, verdict(target, Health.DOWN));
        }
        remembered.put(endless, new HealthVerdict(1, endless, Health.DOWN, NOON, "", ""));

        board.restore(new Verdicts(remembered));

        assertThat(board.snapshot().byTarget()).hasSize(4).containsKey("t-132").doesNotContainKey(endless);
    }

    @Test
    void ofEndlessEvidenceTheBeginningIsKept() {
        board.post(new HealthVerdict(1, "t-1", Health.DOWN, NOON, "e".repeat(1_000_000), "v".repeat(1_000_000)));

        assertThat(board.snapshot().byTarget())
                .containsExactly(Map.entry(
                        "t-1", new HealthVerdict(1, "t-1", Health.DOWN, NOON, "e".repeat(200), "v".repeat(200))));
    }

    @Test
    void theFirstThatIsForgottenIsToldAndEachIsCounted() {
        List<String> told = new ArrayList<>();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ForgottenBell bell = new ForgottenBell(
                registry,
                new EventOutbox(
                        "director-1",
                        InstantSource.system(),
                        content -> {
                            told.add(new String(content, StandardCharsets.UTF_8));
                            return CompletableFuture.completedFuture(null);
                        },
                        () -> {}));

        bell.run();
        bell.run();

        assertThat(told).singleElement().asString().contains("finding", "50000 targets");
        assertThat(registry.counter("lvsfleet.agent.verdicts.forgotten").count())
                .isEqualTo(2);
    }
}
