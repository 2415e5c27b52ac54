package dev.lvsfleet.controlplane.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Starts the control plane as soon as PostgreSQL answers; when it stays away, one sentence on the standard error says so and
 * the exit code is 1. It waits before Quarkus starts, where a SIGTERM still ends the process at once.
 */
@QuarkusMain
public final class ControlPlaneMain {

    /** For everything that has to be put right outside of the process before another start can succeed. */
    static final int CANNOT_START = 1;

    private static final int CONNECT_SECONDS = 3;

    ControlPlaneMain() {}

    public static void main(String... arguments) {
        // Before anything logs; Quarkus does the same, but PostgreSQL's driver logs first.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        Optional<String> fault = fault(config);
        if (fault.isPresent()) {
            System.err.println("control-plane: " + fault.get());
            System.exit(CANNOT_START);
        }
        Quarkus.run(arguments);
    }

    private static Optional<String> fault(SmallRyeConfig config) {
        String url = config.getValue("quarkus.datasource.jdbc.url", String.class);
        String where = JdbcUrl.withoutSecrets(url);
        PGSimpleDataSource database;
        try {
            database = database(config, url);
        } catch (IllegalArgumentException e) {
            // Its message has the whole URL.
            return Optional.of("quarkus.datasource.jdbc.url is no URL of a PostgreSQL: " + where);
        }
        Duration patience = config.getValue("lvsfleet.postgres-patience", Duration.class);
        return new PostgresWait(database, where, patience).fault();
    }

    private static PGSimpleDataSource database(SmallRyeConfig config, String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(config.getValue("quarkus.datasource.username", String.class));
        database.setPassword(config.getValue("quarkus.datasource.password", String.class));
        database.setConnectTimeout(CONNECT_SECONDS);
        database.setSocketTimeout(CONNECT_SECONDS);
        return database;
    }
}
