package dev.lvsfleet.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed {@code ./fleet test} leaves is gone when the next one of its checkout has started, whatever its tier. */
@Tag("kernel")
class KilledRunIT {

    private static final LabName NAME = new LabName("kernel");

    @TempDir
    private Path directory;

    private Path fleet;
    private Path homes;
    private String mark;
    private Namespaces left;
    private Namespaces anothers;

    /** A checkout that is nothing but a launcher: it sweeps, and then has nothing to build. */
    @BeforeEach
    void aKilledRunAndAnotherCheckouts() throws Exception {
        Path root = Files.createDirectory(directory.toRealPath().resolve("checkout"));
        Path launcher = Checkout.find().root().resolve("fleet");
        fleet = Files.copy(launcher, root.resolve("fleet"), StandardCopyOption.COPY_ATTRIBUTES);
        homes = directory.resolve("homes");
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(StandardCharsets.UTF_8));
        mark = HexFormat.of().formatHex(digest).substring(0, 16);
        left = new Namespaces(NAME, mark);
        anothers = new Namespaces(NAME, "another");
        left.create(List.of("left"));
        anothers.create(List.of("another"));
    }

    @AfterEach
    void nothingStays() throws IOException, InterruptedException {
        for (String node : List.of("left", "another")) {
            if (left.existing().contains(node)) {
                left.processes(node).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                left.delete(node);
            }
        }
    }

    @Test
    void itsNamespacesProcessesAndDirectoriesGoAndAnothersStay() throws IOException, InterruptedException {
        LabHome home = LabHome.under(homes, NAME, mark);
        LabHome anothersHome = LabHome.under(homes, new LabName("e2e"), "another");
        Files.writeString(home.node("client").resolve("page"), "text");
        Files.writeString(anothersHome.node("client").resolve("page"), "text");
        Launch sleep = new Launch(List.of("sleep", "600"), Map.of(), directory.resolve("log"));
        long inside = left.shell("left").start(sleep);
        long marked = LocalShell.ofHost()
                .start(new Launch(sleep.command(), Map.of("LVSFLEET_TEST_RUN", mark), directory.resolve("log")));

        LocalShell.ofHost()
                .capture(Duration.ofMinutes(1), "env", "LVSFLEET_HOME=" + homes, fleet.toString(), "test", "unit");

        assertThat(left.existing()).doesNotContain("left").contains("another");
        assertThat(home.directory()).doesNotExist();
        assertThat(anothersHome.directory().resolve("nodes/client/page")).hasContent("text");
        await().untilAsserted(() -> {
            assertThat(ProcessHandle.of(inside)).isEmpty();
            assertThat(ProcessHandle.of(marked)).isEmpty();
        });
    }
}
