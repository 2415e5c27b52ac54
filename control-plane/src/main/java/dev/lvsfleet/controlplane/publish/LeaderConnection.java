package dev.lvsfleet.controlplane.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The one connection of a relay: it holds the advisory lock, listens and runs the transactions, so that whoever loses it
 * loses the leadership and the transaction with it. Not thread-safe.
 */
final class LeaderConnection implements AutoCloseable {

    /** "lvsfleet" in ASCII: the advisory lock that the one active relay holds. */
    static final long LOCK = 0x6c7673666c656574L;

    private final Connection connection;

    private LeaderConnection(Connection connection) {
        this.connection = connection;
    }

    static LeaderConnection open(DataSource database) throws SQLException {
        return new LeaderConnection(database.getConnection());
    }

    /**
     * Whether this connection leads from now on. Asks without waiting: a statement that waits inside PostgreSQL would hold
     * back vacuum.
     */
    boolean tryLead() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!holdsLock(statement)) {
                return false;
            }
            statement.execute("LISTEN outbox");
        }
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return true;
    }

    private static boolean holdsLock(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** The rows, for one transaction that the caller ends with {@link #commit()}. */
    OutboxStore store() {
        return new OutboxStore(connection);
    }

    /** The sites, for the same transaction. */
    PublishedSiteStore sites() {
        return new PublishedSiteStore(connection);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Whether somebody committed an outbox row within this time since the last call; returns as soon as that is known. */
    boolean changedWithin(Duration patience) throws SQLException {
        return connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(patience.toMillis())).length > 0;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
