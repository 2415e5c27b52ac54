package dev.lvsfleet.controlplane.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The bearer tokens, of which only SHA-256 hashes are kept: a token is 256 random bits, so a slow hash adds nothing. */
@ApplicationScoped
public class TokenStore {

    private static final Logger LOG = Logger.getLogger(TokenStore.class);
    private static final int TOKEN_BYTES = 32;

    private final EntityManager entities;
    private final Path file;

    public TokenStore(EntityManager entities, @ConfigProperty(name = "lvsfleet.data-dir") Path directory) {
        this.entities = entities;
        this.file = directory.resolve("admin.token");
    }

    /** Makes the first token when there is none; the file is written first, so that a crash cannot leave it unknown. */
    @Transactional
    void createFirst() {
        entities.createNativeQuery("LOCK TABLE access_token IN EXCLUSIVE MODE").executeUpdate();
        if (!entities.createNativeQuery("SELECT 1 FROM access_token LIMIT 1", Integer.class)
                .getResultList()
                .isEmpty()) {
            return;
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        try {
            SecretFile.write(file, token + "\n", "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the first token to " + file, e);
        }
        entities.createNativeQuery("INSERT INTO access_token (hash, name) VALUES (?1, 'admin')")
                .setParameter(1, hash(token))
                .executeUpdate();
        LOG.infof("The first access token is in %s", file);
    }

    /**
     * Whether this token was given out, asked of PostgreSQL each time: one that is revoked stops at once. How long a lookup
     * takes tells something about hashes at most, and nobody finds a token to a hash.
     */
    boolean accepts(String token) {
        return !entities.createNativeQuery("SELECT 1 FROM access_token WHERE hash = ?1", Integer.class)
                .setParameter(1, hash(token))
                .getResultList()
                .isEmpty();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
