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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The bearer tokens, of which only SHA-256 hashes are kept: a token is 256 random bits, so a slow hash adds nothing. */
@ApplicationScoped
public class TokenStore {

    private static final Logger LOG = Logger.getLogger(TokenStore.class);
    private static final int TOKEN_BYTES = 32;
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();

    /** The tokens as last read: most requests need not ask PostgreSQL who is asking. */
    private record Known(List<byte[]> hashes, long readAt) {

        boolean has(byte[] given) {
            boolean found = false;
            for (byte[] hash : hashes) {
                found |= MessageDigest.isEqual(hash, given);
            }
            return found;
        }
    }

    private final EntityManager entities;
    private final Path file;
    private volatile Known known = new Known(List.of(), System.nanoTime());

    public TokenStore(EntityManager entities, @ConfigProperty(name = "lvsfleet.data-dir") Path directory) {
        this.entities = entities;
        this.file = directory.resolve("admin.token");
    }

    /** Makes the first token when there is none; the file is written first, so that a crash cannot leave it unknown. */
    @Transactional
    void createFirst() {
        entities.createNativeQuery("LOCK TABLE access_token IN EXCLUSIVE MODE").executeUpdate();
        if (!hashes().isEmpty()) {
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

    /** Whether this token was given out; takes the same time whichever byte differs. */
    boolean accepts(String token) {
        byte[] given = hash(token);
        Known current = known;
        if (System.nanoTime() - current.readAt() < REMEMBERED_NANOS && current.has(given)) {
            return true;
        }
        Known fresh = new Known(hashes(), System.nanoTime());
        known = fresh;
        return fresh.has(given);
    }

    private List<byte[]> hashes() {
        List<?> rows = entities.createNativeQuery("SELECT hash FROM access_token", byte[].class)
                .getResultList();
        return rows.stream().map(byte[].class::cast).toList();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
