package dev.lvsfleet.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabHomeTest {

    @TempDir
    private Path home;

    @Test
    void whatALabMadeItRemovesWhole() throws IOException {
        LabHome lab = home("lab");
        Files.writeString(lab.node("client").resolve("page"), "text");

        lab.delete();

        assertThat(lab.directory()).doesNotExist();
    }

    @Test
    void aDirectoryThatNoLabMadeIsLeftAlone() throws IOException {
        Path letter = Files.createDirectories(home.resolve("alice")).resolve("letter");
        Files.writeString(letter, "dear");

        assertThatThrownBy(() -> home("alice").delete())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("is not a lab's directory");
        assertThatThrownBy(() -> home("alice").node("client")).isInstanceOf(LabException.class);
        assertThat(letter).hasContent("dear");
    }

    @Test
    void theLogsOfAFailedStartOutliveTheLabUntilTheyAreForgotten() throws IOException {
        LabHome lab = home("lab");
        Files.writeString(lab.log(new ProcessId("client", "curl")), "refused");

        Path kept = lab.keepLogs();
        lab.delete();

        assertThat(lab.keptLogs()).contains(kept);
        assertThat(kept.resolve("client/curl.log")).hasContent("refused");
        lab.forgetKeptLogs();
        assertThat(lab.keptLogs()).isEmpty();
        assertThat(kept).doesNotExist();
    }

    private LabHome home(String name) {
        return LabHome.under(home, new LabName(name), "run");
    }
}
