package dev.lvsfleet.contract.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentSignatureTest {

    private final KeyPair fleet = KeyFiles.generate();
    private final byte[] document = "{\"node\":\"director-1\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aSignedDocumentIsAcceptedAndOneChangedBitIsNot() {
        byte[] signature = new DocumentSigner(fleet.getPrivate()).sign(document);
        DocumentVerifier verifier = new DocumentVerifier(List.of(fleet.getPublic()));
        byte[] changed = document.clone();
        changed[3] ^= 1;

        assertThat(verifier.accepts(document, signature)).isTrue();
        assertThat(verifier.accepts(changed, signature)).isFalse();
        assertThat(verifier.accepts(document, new byte[] {1, 2, 3})).isFalse();
    }

    @Test
    void aStrangersSignatureIsNotAcceptedUntilItsKeyIsTrustedToo() {
        KeyPair next = KeyFiles.generate();
        byte[] signature = new DocumentSigner(next.getPrivate()).sign(document);

        assertThat(new DocumentVerifier(List.of(fleet.getPublic())).accepts(document, signature))
                .isFalse();
        assertThat(new DocumentVerifier(List.of(fleet.getPublic(), next.getPublic())).accepts(document, signature))
                .isTrue();
    }

    @Test
    void keysSurviveTheirPemFiles(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("fleet.key"), KeyFiles.pem(fleet.getPrivate()));
        Path open = Files.writeString(directory.resolve("fleet.pub"), KeyFiles.pem(fleet.getPublic()));

        byte[] signature = new DocumentSigner(KeyFiles.readPrivateKey(secret)).sign(document);

        assertThat(new DocumentVerifier(List.of(KeyFiles.readPublicKey(open))).accepts(document, signature))
                .isTrue();
        assertThatThrownBy(() -> KeyFiles.readPublicKey(secret))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fleet.key");
    }
}
