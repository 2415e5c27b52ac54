package dev.lvsfleet.controlplane.access;

import dev.lvsfleet.contract.signature.KeyFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.PrivateKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that signs the documents: {@code fleet.key} in the data directory, made there with {@code fleet.pub} at first. */
@Singleton
public class FleetKey {

    private final PrivateKey key;

    FleetKey(@ConfigProperty(name = "lvsfleet.data-dir") Path directory) {
        Path file = directory.resolve("fleet.key");
        try {
            if (!Files.exists(file)) {
                makeOnce(directory, file);
            }
            key = KeyFiles.readPrivateKey(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the signing key " + file, e);
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
                    SecretFile.write(directory.resolve("fleet.pub"), KeyFiles.pem(pair.getPublic()), "rw-r--r--");
                    SecretFile.write(file, KeyFiles.pem(pair.getPrivate()), "rw-------");
                }
            }
        }
    }

    public PrivateKey privateKey() {
        return key;
    }
}
