package dev.lvsfleet.agent.desired;

import dev.lvsfleet.agent.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keeps the newest applied document on disk, so that the node boots and serves with nobody to ask.
 *
 * <p>Document and signature are two files, each replaced atomically, and a crash may fall between them. The signature
 * file therefore holds two signatures, the new document's and the old one's, and is written first: whichever document is
 * then found, its signature is beside it. Not thread-safe; one thread owns it.
 */
public final class LastGoodStore {

    static final int SIGNATURE_LENGTH = 64;

    private final AtomicFile document;
    private final AtomicFile signatures;

    public LastGoodStore(Path stateDirectory) {
        this.document = new AtomicFile(stateDirectory.resolve("desired-state.json"));
        this.signatures = new AtomicFile(stateDirectory.resolve("desired-state.json.sig"));
    }

    /**
     * The document on disk, once with each signature that may be its own, likeliest first; empty when none was kept.
     *
     * @throws IOException when a file is there and cannot be read
     */
    public List<SignedDocument> candidates() throws IOException {
        Optional<byte[]> content = document.read();
        if (content.isEmpty()) {
            return List.of();
        }
        byte[] kept = signatures.read().orElse(new byte[0]);
        if (kept.length < SIGNATURE_LENGTH) {
            return List.of(new SignedDocument(content.get(), new byte[0]));
        }
        return IntStream.range(0, kept.length / SIGNATURE_LENGTH)
                .mapToObj(i -> Arrays.copyOfRange(kept, i * SIGNATURE_LENGTH, (i + 1) * SIGNATURE_LENGTH))
                .map(signature -> new SignedDocument(content.get(), signature))
                .toList();
    }

    /**
     * Returns when the newest document would survive a power cut.
     *
     * @param previous the document that is on disk now, if any
     */
    public void write(SignedDocument newest, Optional<SignedDocument> previous) throws IOException {
        byte[] before = previous.map(SignedDocument::signature).orElse(new byte[0]);
        signatures.write(concatenation(newest.signature(), before));
        document.write(newest.content());
    }

    private static byte[] concatenation(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
