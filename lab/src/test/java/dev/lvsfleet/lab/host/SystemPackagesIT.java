package dev.lvsfleet.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.lab.LabException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class SystemPackagesIT {

    @TempDir
    private Path directory;

    @Test
    void whatAnInstallationSaysGoesToItsLogAndAFailureNamesTheCommandAndTheLog() throws Exception {
        Path log = directory.resolve("packages.log");

        SystemPackages.run(List.of("sh", "-c", "echo reading; echo warning >&2"), log);
        assertThatThrownBy(() -> SystemPackages.run(List.of("sh", "-c", "echo broken; exit 100"), log))
                .isInstanceOf(LabException.class)
                .hasMessage("sh -c echo broken; exit 100 failed with exit code 100; what it said is in " + log);

        assertThat(log).hasContent("reading\nwarning\nbroken");
    }
}
