package dev.lvsfleet.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import dev.lvsfleet.contract.signature.KeyFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class FleetKeyIT {

    @RepeatedTest(20)
    void twoThatStartTogetherOnOneDirectoryHaveOneKeyPair(@TempDir Path temporary) throws Exception {
        Path directory = temporary.resolve("data");
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<PrivateKey> replica = () -> {
            start.await();
            return new FleetKey(directory).privateKey();
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<PrivateKey> key : threads.invokeAll(Collections.nCopies(2, replica))) {
                byte[] document = "a document".getBytes(StandardCharsets.UTF_8);
                byte[] signature = new DocumentSigner(key.get()).sign(document);
                DocumentVerifier verifier =
                        new DocumentVerifier(List.of(KeyFiles.readPublicKey(directory.resolve("fleet.pub"))));
                assertThat(verifier.accepts(document, signature)).isTrue();
            }
        }
    }

    @Test
    void aPublicHalfOfAnotherPairIsRefused(@TempDir Path directory) throws Exception {
        new FleetKey(directory);
        Files.writeString(
                directory.resolve("fleet.pub"), KeyFiles.pem(KeyFiles.generate().getPublic()));
        assertThatThrownBy(() -> new FleetKey(directory))
                .hasRootCauseMessage("fleet.pub beside it is not its public half; put both of one pair there");
    }
}
