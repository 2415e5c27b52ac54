package dev.lvsfleet.controlplane.access;

import dev.lvsfleet.controlplane.boot.CannotStartException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The fingerprint of the one key that signs the fleet's documents, in PostgreSQL, where every replica sees it: with a key of
 * its own a replica that takes over would publish what every agent refuses.
 */
@ApplicationScoped
public class FleetKeyStore {

    private static final Logger LOG = Logger.getLogger(FleetKeyStore.class);

    private final EntityManager entities;
    private final Path directory;
    private final Optional<String> replacement;

    public FleetKeyStore(
            EntityManager entities,
            @ConfigProperty(name = "lvsfleet.data-dir") Path directory,
            @ConfigProperty(name = "lvsfleet.signing-key") Optional<String> replacement) {
        this.entities = entities;
        this.directory = directory;
        this.replacement = replacement;
    }

    /**
     * Makes the key when the fleet has none yet.
     *
     * @throws CannotStartException when this replica's key is not the fleet's
     * @throws java.io.UncheckedIOException when it cannot be read or made
     */
    @Transactional
    void agree() {
        entities.createNativeQuery("LOCK TABLE fleet_key IN EXCLUSIVE MODE").executeUpdate();
        List<?> known = entities.createNativeQuery("SELECT fingerprint FROM fleet_key", String.class)
                .getResultList();
        Optional<String> fleets = known.stream().map(String::valueOf).findFirst();
        Optional<String> own = fleets.isEmpty() || FleetKey.isIn(directory)
                ? Optional.of(new FleetKey(directory).fingerprint())
                : Optional.empty();
        switch (FleetKeyRules.judge(fleets, own, replacement)) {
            case FleetKeyRules.Agrees() -> {}
            case FleetKeyRules.Takes(String fingerprint) -> take(fingerprint);
            case FleetKeyRules.Refuses(String sentence) -> throw new CannotStartException(sentence);
        }
    }

    private void take(String fingerprint) {
        entities.createNativeQuery("INSERT INTO fleet_key (fingerprint) VALUES (?1)"
                        + " ON CONFLICT (one) DO UPDATE SET fingerprint = excluded.fingerprint")
                .setParameter(1, fingerprint)
                .executeUpdate();
        LOG.infof("The fleet's documents are signed with the key %s", fingerprint);
    }
}
