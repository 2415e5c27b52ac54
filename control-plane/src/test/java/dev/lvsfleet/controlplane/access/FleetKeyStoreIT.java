package dev.lvsfleet.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.controlplane.RealServices;
import dev.lvsfleet.controlplane.boot.CannotStartException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas with data directories of their own, beside the fleet that this process has started. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class FleetKeyStoreIT {

    @Inject
    EntityManager entities;

    @TempDir
    Path directory;

    @BeforeEach
    void begin() {
        QuarkusTransaction.begin();
    }

    @AfterEach
    void leaveTheFleetItsKey() {
        QuarkusTransaction.rollback();
    }

    @Test
    void aReplicaThatHasNoKeyIsRefusedAndMakesNone() {
        assertThatThrownBy(() -> replica(Optional.empty()).agree())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("copy fleet.key and fleet.pub there");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anotherKeyIsRefusedUntilTheOperatorNamesItAndThenTheOldOneIs() {
        String other = new FleetKey(directory).fingerprint();
        assertThatThrownBy(() -> replica(Optional.empty()).agree())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("lvsfleet.signing-key=" + other);

        replica(Optional.of(other)).agree();
        replica(Optional.empty()).agree();
        assertThat(entities.createNativeQuery("SELECT fingerprint FROM fleet_key", String.class)
                        .getSingleResult())
                .isEqualTo(other);
    }

    private FleetKeyStore replica(Optional<String> replacement) {
        return new FleetKeyStore(entities, directory, replacement);
    }
}
