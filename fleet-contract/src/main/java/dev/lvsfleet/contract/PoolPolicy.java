package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a pool behaves when its real servers fail, come back or leave.
 *
 * @param ejectionLimit how many per cent of the pool may be out at once, 0 to 100; when all would be, and no
 *     fallback stands in, none is
 * @param quorum below which the fallback serves; without one it is only told
 * @param slowStart null for the whole weight at once
 * @param drainTimeout how long a real server that is taken away keeps its connections; 0 for not at all
 */
public record PoolPolicy(
        WhenDown whenDown,
        int ejectionLimit,
        Quorum quorum,
        @Nullable SlowStart slowStart,
        Duration drainTimeout) {

    public static final PoolPolicy DEFAULT =
            new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(1, 0), null, Duration.ZERO);

    public PoolPolicy {
        requireNonNull(whenDown, "whenDown is null");
        requireNonNull(quorum, "quorum is null");
        requireNonNull(drainTimeout, "drainTimeout is null");
    }
}
