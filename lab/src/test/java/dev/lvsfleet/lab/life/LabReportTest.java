package dev.lvsfleet.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.life.LabStatus.Report;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabReportTest {

    private static final Map<String, URI> URLS = Map.of("control-plane", URI.create("http://127.0.0.1:4711"));

    @Test
    void theVariablesOfAShellAreOneLine() {
        assertThat(report(URLS, "t0ken").export()).contains("export API=http://127.0.0.1:4711/api/v1 TOKEN=t0ken");
    }

    @Test
    void thereAreNoneWhileThereIsNobodyToAsk() {
        assertThat(report(Map.of(), "t0ken").export()).isEmpty();
        assertThat(report(URLS, null).export()).isEmpty();
    }

    /** A script that goes on only when all runs need not read the text. */
    @ParameterizedTest
    @CsvSource({"up,0", "down,0", "partial,3"})
    void aLabThatIsOnlyPartlyUpHasAnExitCodeOfItsOwn(String state, int code) {
        assertThat(report(state, Map.of(), null).exitCode()).isEqualTo(code);
    }

    private static Report report(Map<String, URI> urls, @Nullable String token) {
        return report("up", urls, token);
    }

    private static Report report(String state, Map<String, URI> urls, @Nullable String token) {
        return new Report("lab", state, "dr", "guest", "192.168.148.161", Map.of(), List.of(), urls, token);
    }
}
