package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client stays with the real server it was first given.
 *
 * @param timeout whole seconds, 1 second to 31 days: how long after the client's last connection
 * @param prefixLength how many leading bits of the source address make one client: 1 to 32 or 1 to 128
 * @param engine what tells clients apart beyond the address; null for nothing else
 */
public record Persistence(
        Duration timeout, int prefixLength, @Nullable PersistenceEngine engine) {

    public Persistence {
        requireNonNull(timeout, "timeout is null");
    }
}
