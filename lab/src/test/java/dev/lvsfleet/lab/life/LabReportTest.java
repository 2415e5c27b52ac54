package dev.lvsfleet.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.life.LabStatus.Report;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    private static Report report(Map<String, URI> urls, @Nullable String token) {
        return new Report("lab", "up", "dr", "guest", "192.168.148.161", List.of(), urls, token);
    }
}
