package dev.lvsfleet.lab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.shell.ProgramSearch.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSearchTest {

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private ProgramSearch search;

    @BeforeEach
    void search() {
        search = new ProgramSearch(List.of(first, second));
    }

    @Test
    void whatIsExecutableInAnyDirectoryIsNotRefused() throws IOException {
        file(first.resolve("tool"), "rw-r--r--");
        Path tool = file(second.resolve("tool"), "rwxr-xr-x");

        assertThat(search.refusal("tool")).isEmpty();
        assertThat(search.refusal(tool.toString())).isEmpty();
    }

    @Test
    void whatIsNowhereIs127AsInAShell() {
        assertThat(search.refusal("tool")).contains(new Refusal(127, "tool: there is no such command"));
        assertThat(search.refusal("/nowhere/tool"))
                .contains(new Refusal(127, "/nowhere/tool: there is no such command"));
        assertThat(search.refusal("")).contains(new Refusal(127, ": there is no such command"));
    }

    @Test
    void whatIsThereAndNotExecutableIs126() throws IOException {
        file(first.resolve("notes"), "rw-r--r--");

        assertThat(search.refusal("notes")).contains(new Refusal(126, "notes: is not executable"));
        assertThat(search.refusal(first.toString())).contains(new Refusal(126, first + ": is not executable"));
    }

    private static Path file(Path path, String permissions) throws IOException {
        Files.writeString(path, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
