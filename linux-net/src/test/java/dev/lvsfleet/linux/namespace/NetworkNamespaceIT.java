package dev.lvsfleet.linux.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs as root in a guest or a namespace; another process's namespace is made with unshare(1). */
@Tag("kernel")
class NetworkNamespaceIT {

    @Test
    void theCallingThreadAloneMoves() throws Exception {
        Path mine = Path.of("/proc/thread-self/ns/net");
        Path before = Files.readSymbolicLink(mine);
        Process other = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo ready; read end").start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("ready");
            Path namespace = Path.of("/proc/" + other.pid() + "/ns/net");
            CompletableFuture<Path> entered = new CompletableFuture<>();

            Thread.ofPlatform().start(() -> {
                try {
                    NetworkNamespace.enter(namespace);
                    entered.complete(Files.readSymbolicLink(mine));
                } catch (Exception failure) {
                    entered.completeExceptionally(failure);
                }
            });

            assertThat(entered.join())
                    .isEqualTo(Files.readSymbolicLink(namespace))
                    .isNotEqualTo(before);
            assertThat(Files.readSymbolicLink(mine)).isEqualTo(before);
        } finally {
            other.destroy();
        }
    }
}
