package dev.lvsfleet.agent.verdict;

import static dev.lvsfleet.agent.testing.Documents.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.contract.HealthVerdict.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictStoreTest {

    @TempDir
    Path directory;

    @Test
    void verdictsSurviveARestart() throws IOException {
        Verdicts verdicts = new Verdicts(Map.of("t-1", verdict(1, Health.DOWN), "t-2", verdict(2, Health.UP)));
        new VerdictStore(directory).write(verdicts);

        assertThat(new VerdictStore(directory).read()).isEqualTo(verdicts);
    }

    @Test
    void nothingWasEverKept() throws IOException {
        assertThat(new VerdictStore(directory).read()).isEqualTo(Verdicts.NONE);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(directory.resolve("verdicts.json"), "{\"half");

        assertThatThrownBy(() -> new VerdictStore(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("verdicts.json is damaged");
    }

    @Test
    void aFileWithAVerdictOnNothingIsDamagedToo() throws IOException {
        Files.writeString(directory.resolve("verdicts.json"), """
                {"schema":1,"target":null,"health":"up","decidedAt":"2026-01-01T00:00:00Z","evidence":"a","vantage":"a"}
                """);

        assertThatThrownBy(() -> new VerdictStore(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("target is null");
    }

    @Test
    void theBoardKeepsTheNewestOfEachTargetAndSaysWhatIsNews() {
        VerdictBoard board = new VerdictBoard();

        assertThat(board.post(verdict(1, Health.DOWN))).isTrue();
        assertThat(board.post(verdict(1, Health.DOWN))).isFalse();
        assertThat(board.snapshot().isDown("t-1")).isTrue();
        assertThat(board.post(verdict(1, Health.UP))).isTrue();
        assertThat(board.snapshot().isDown("t-1")).isFalse();
    }

    @Test
    void aTombstoneForgetsATargetAndSilenceDoesNot() {
        VerdictBoard board = new VerdictBoard();
        board.restore(new Verdicts(Map.of("t-1", verdict(1, Health.DOWN))));

        assertThat(board.snapshot().isDown("t-1")).isTrue();
        assertThat(board.remove("t-1")).isTrue();
        assertThat(board.remove("t-1")).isFalse();
        assertThat(board.snapshot().isDown("t-1")).isFalse();
    }
}
