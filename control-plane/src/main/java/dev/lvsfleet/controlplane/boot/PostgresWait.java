package dev.lvsfleet.controlplane.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Waits until PostgreSQL lets somebody in, for a bounded time, and says on the standard error that it does: nothing logs yet.
 * Blocks its caller's thread.
 */
final class PostgresWait {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final DataSource database;
    private final String where;
    private final Duration patience;

    /** To wait for what the data source connects to; {@code where} is how the sentences call it. */
    PostgresWait(DataSource database, String where, Duration patience) {
        this.database = database;
        this.where = where;
        this.patience = patience;
    }

    /** Empty when it did; otherwise a sentence with the last reason, after the patience and at most one more attempt. */
    Optional<String> fault() {
        long begun = System.nanoTime();
        boolean told = false;
        while (true) {
            try (Connection _ = database.getConnection()) {
                return Optional.empty();
            } catch (SQLException e) {
                if (System.nanoTime() - begun >= patience.toNanos()) {
                    return Optional.of("PostgreSQL at " + where + " did not let the control plane in within "
                            + patience.toSeconds() + " s: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                }
                if (!told) {
                    told = true;
                    System.err.println(
                            "control-plane: waits up to " + patience.toSeconds() + " s for PostgreSQL at " + where);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }
}
