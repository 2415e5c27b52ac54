package dev.lvsfleet.controlplane.access;

import dev.lvsfleet.controlplane.boot.CannotStartException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Makes what must exist before the first request: the tables, the signing key and the first token. What cannot be made, and a
 * key that is not the fleet's, ends the process with one sentence.
 */
@Singleton
class FirstStart {

    private static final int BEFORE_ALL = 1_000;

    private final Flyway migrations;
    private final FleetKeyStore keys;
    private final TokenStore tokens;

    FirstStart(Flyway migrations, FleetKeyStore keys, TokenStore tokens) {
        this.migrations = migrations;
        this.keys = keys;
        this.tokens = tokens;
    }

    void onStart(@Observes @Priority(BEFORE_ALL) StartupEvent started) {
        try {
            migrations.migrate();
            keys.agree();
            tokens.createFirst();
        } catch (FlywayException e) {
            throw new CannotStartException("PostgreSQL could not be migrated: " + reason(e));
        } catch (UncheckedIOException e) {
            throw new CannotStartException(e.getMessage() + ": " + reason(e));
        }
    }

    private static String reason(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
