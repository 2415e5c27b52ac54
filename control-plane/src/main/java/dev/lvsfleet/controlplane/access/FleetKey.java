package dev.lvsfleet.controlplane.access;

import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import dev.lvsfleet.contract.signature.KeyFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that signs the documents: {@code fleet.key} in the data directory, made there with {@code fleet.pub} at first. */
@Singleton
public class FleetKey {

    private static final String PRIVATE = "fleet.key";
    private static final String PUBLIC = "fleet.pub";

    private final PrivateKey key;
    private final PublicKey publicKey;

    FleetKey(@ConfigProperty(name = "lvsfleet.data-dir") Path directory) {
        Path file = directory.resolve(PRIVATE);
        try {
            if (!isIn(directory)) {
                makeOnce(directory, file);
            }
            key = KeyFiles.readPrivateKey(file);
            publicKey = KeyFiles.readPublicKey(directory.resolve(PUBLIC));
            requirePair(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the signing key " + file, e);
        }
    }

    /** Whether the directory has a key already. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(PRIVATE));
    }

    private void requirePair(Path file) throws IOException {
        byte[] anything = file.toString().getBytes(StandardCharsets.UTF_8);
        if (!new DocumentVerifier(List.of(publicKey)).accepts(anything, new DocumentSigner(key).sign(anything))) {
            throw new IOException(PUBLIC + " beside it is not its public half; put both of one pair there");
        }
    }

    /**
     * Replicas that start together on one directory make one pair: the file lock keeps out other processes, the monitor
     * this one's threads. The key comes last, so that a crash in between leaves nothing that looks finished.
     */
    private static void makeOnce(Path directory, Path file) throws IOException {
        synchronized (FleetKey.class) {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("fleet.key.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !Files.exists(file)) {
                    KeyPair pair = KeyFiles.generate();
                    SecretFile.write(directory.resolve(PUBLIC), KeyFiles.pem(pair.getPublic()), "rw-r--r--");
                    SecretFile.write(file, KeyFiles.pem(pair.getPrivate()), "rw-------");
                }
            }
        }
    }

    public PrivateKey privateKey() {
        return key;
    }

    /** Of the public half: {@code sha256:} and the hexadecimal digest of its SubjectPublicKeyInfo (RFC 8410). */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
