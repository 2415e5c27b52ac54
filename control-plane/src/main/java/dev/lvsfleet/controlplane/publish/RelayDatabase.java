package dev.lvsfleet.controlplane.publish;

import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the relay gets its own connection: outside the pool, since it holds the advisory lock for as long as it lives. */
@Singleton
final class RelayDatabase {

    private static final int CONNECT_SECONDS = 3;

    /** A PostgreSQL that vanished without a word is given up after this; waiting for a notification is not counted. */
    private static final int SOCKET_SECONDS = 20;

    private final DataSource source;

    RelayDatabase(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        PGSimpleDataSource own = new PGSimpleDataSource();
        own.setUrl(url);
        own.setUser(user);
        own.setPassword(password);
        own.setApplicationName("outbox-relay");
        own.setTcpKeepAlive(true);
        own.setConnectTimeout(CONNECT_SECONDS);
        own.setSocketTimeout(SOCKET_SECONDS);
        own.setPrepareThreshold(1);
        this.source = own;
    }

    DataSource source() {
        return source;
    }
}
