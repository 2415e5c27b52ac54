package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.raw.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a shell to which the kernel gives no sockets. */
class VrrpShellTest {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void aStartThatFailsLeavesNothingOpen() throws IOException {
        failed(shell(_ -> {}, _ -> {})); // by now all is loaded that stays
        List<String> before = eventDescriptors();

        for (int i = 0; i < 20; i++) {
            failed(shell(_ -> {}, _ -> {}));
        }

        assertThat(eventDescriptors()).hasSameSizeAs(before);
    }

    @Test
    void whatIsPostedAfterTheEndIsNotTakenAndRaisesNothing() {
        VrrpShell shell = shell(_ -> {}, _ -> {});
        failed(shell);

        try (Signal next = new Signal()) { // it may have the descriptor that was the shell's
            assertThat(shell.able("vi-1", true)).isFalse();
            assertThat(shell.switchOver("vi-1")).isFalse();
            assertThat(shell.configure(new VrrpSettings(List.of()))).isFalse();
            assertThat(counter(next)).isZero();
        }
    }

    @Test
    void aNoticeThatCannotBeToldCostsNoneAfterItAndIsCounted() {
        VrrpShell shell = shell(
                made -> {
                    made.warn("one");
                    made.warn("two");
                    made.warn("three");
                },
                what -> {
                    if ("two".equals(what)) {
                        throw new IllegalStateException("thrown by the test");
                    }
                    told.add(what);
                });

        failed(shell);

        assertThat(told).containsExactly("one", "three");
        assertThat(shell.untold()).isEqualTo(1);
    }

    /** @param first what its thread does before the kernel refuses */
    private static VrrpShell shell(Consumer<VrrpShell> first, Consumer<String> listener) {
        CompletableFuture<VrrpShell> itself = new CompletableFuture<>();
        VrrpShell shell = new VrrpShell(
                RealTimeWish.NONE,
                _ -> {
                    first.accept(itself.join());
                    throw new IllegalStateException("refused by the test");
                },
                notice -> listener.accept(((VrrpNotice.Trouble) notice).what()));
        itself.complete(shell);
        return shell;
    }

    private static void failed(VrrpShell shell) {
        assertThatThrownBy(shell::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refused by the test");
        shell.stop();
    }

    private static List<String> eventDescriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.map(VrrpShellTest::target)
                    .filter(it -> it.contains("[eventfd]"))
                    .toList();
        }
    }

    /** Empty for one that is closed by now, as that of the listing is. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** How often it was raised. Source: proc_pid_fdinfo(5). */
    private static long counter(Signal signal) {
        try {
            return Files.readAllLines(Path.of("/proc/self/fdinfo/" + signal.descriptor())).stream()
                    .filter(line -> line.startsWith("eventfd-count:"))
                    .mapToLong(line -> Long.parseLong(
                            line.substring("eventfd-count:".length()).strip(), 16))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
