package dev.lvsfleet.linux.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NetworkNamespaceTest {

    @Test
    void aVirtualThreadIsTurnedAway() {
        CompletableFuture<String> answer = new CompletableFuture<>();

        Thread.ofVirtual().start(() -> {
            try {
                NetworkNamespace.enter(Path.of("/proc/self/ns/net"));
                answer.complete("entered");
            } catch (IllegalStateException refused) {
                answer.complete(String.valueOf(refused.getMessage()));
            }
        });

        assertThat(answer.join()).startsWith("a virtual thread cannot enter /proc/self/ns/net");
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> NetworkNamespace.enter(Path.of("/run/netns/no-such")))
                .hasMessage("open(/run/netns/no-such): ENOENT: no such entry");
    }
}
