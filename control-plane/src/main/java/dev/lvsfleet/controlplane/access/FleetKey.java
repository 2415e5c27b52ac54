package dev.lvsfleet.controlplane.access;

import dev.lvsfleet.contract.signature.KeyFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                KeyPair pair = KeyFiles.generate();
                SecretFile.write(directory.resolve("fleet.pub"), KeyFiles.pem(pair.getPublic()), "rw-r--r--");
                SecretFile.write(file, KeyFiles.pem(pair.getPrivate()), "rw-------");
            }
            key = KeyFiles.readPrivateKey(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the signing key " + file, e);
        }
    }

    public PrivateKey privateKey() {
        return key;
    }
}
