package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.util.Optional;

/** Puts a thread before all others, and keeps its memory from being swapped out. Both are asked for, and may be refused. */
public final class RealTime {

    private RealTime() {}

    /**
     * Lets the calling thread run before every thread that is not real-time ({@code SCHED_RR}).
     *
     * @param priority 1 to 99
     * @return why it may not; empty when it does
     */
    public static Optional<String> schedule(int priority) {
        return refusal(() -> PacketLibrary.load().scheduleInRealTime(priority));
    }

    /** Keeps what this process has touched, and will touch, in memory.
     *
     * @return why it may not; empty when it does */
    public static Optional<String> lockMemory() {
        return refusal(() -> PacketLibrary.load().lockMemory());
    }

    private static Optional<String> refusal(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (SystemCallException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
