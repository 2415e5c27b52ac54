package dev.lvsfleet.agent.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the document that this node remembers may be outdated: who was down while its virtual routers were changed would
 * else elect by what they were, and hold an address beside the one that has the change.
 *
 * <p>Nobody tells that the past has been read; it comes without a pause, so it has been when nothing has come for a while. Without
 * the bus the node serves by what it remembers, later. Not thread-safe.
 */
final class CatchUp {

    /** Between two documents of the past at most. */
    static final Duration QUIET = Duration.ofMillis(250);

    /** For as long the bus is waited for. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final long begunTick;
    private @Nullable Long heardTick;
    private long newest;
    private boolean over;

    /** @param begunTick when this run of the agent began, in {@link System#nanoTime()}, like all times here */
    CatchUp(long begunTick) {
        this.begunTick = begunTick;
    }

    /** The bus has shown a document of this node. */
    void heard(long revision, long tick) {
        heardTick = tick;
        newest = Math.max(newest, revision);
    }

    /**
     * Whether the document that is obeyed is the newest as far as can be known; once so, always.
     *
     * @param obeyed its revision
     */
    boolean isOver(long obeyed, long now) {
        if (!over) {
            boolean read = heardTick != null && now - heardTick >= QUIET.toNanos() && obeyed >= newest;
            over = read || now - begunTick >= LONGEST.toNanos();
        }
        return over;
    }
}
