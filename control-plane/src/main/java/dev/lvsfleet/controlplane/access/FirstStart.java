package dev.lvsfleet.controlplane.access;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Makes what must exist before the first request: the tables and the first token. The key is made by whoever needs it
 * first. Waits about half a minute for PostgreSQL, then ends the process with one sentence.
 */
@Singleton
class FirstStart {

    private static final int BEFORE_ALL = 1_000;

    private final Flyway migrations;
    private final TokenStore tokens;

    FirstStart(Flyway migrations, TokenStore tokens) {
        this.migrations = migrations;
        this.tokens = tokens;
    }

    void onStart(@Observes @Priority(BEFORE_ALL) StartupEvent started) {
        try {
            migrations.migrate();
        } catch (FlywayException e) {
            throw new PreventFurtherStepsException(sentence(e), 1);
        }
        tokens.createFirst();
    }

    private static String sentence(FlywayException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "The control plane cannot start: PostgreSQL did not answer or could not be migrated: "
                + String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
