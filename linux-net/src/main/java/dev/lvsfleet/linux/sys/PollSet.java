package dev.lvsfleet.linux.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The descriptors that one thread waits for, in memory outside the heap; used by that thread only. */
public final class PollSet implements AutoCloseable {

    /* struct pollfd, include/uapi/asm-generic/poll.h: descriptor, events, what happened */
    private static final int ENTRY = 8;
    private static final int EVENTS = 4;
    private static final int HAPPENED = 6;
    private static final short POLLIN = 1;

    private static final long SECOND = 1_000_000_000L;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment entries;
    private final MemorySegment timeout = arena.allocate(2L * Long.BYTES, Long.BYTES);
    private final MemorySegment state = arena.allocate(ForeignLinuxLibrary.CALL_STATE);
    private final int size;

    /** A set of these descriptors, in this order. */
    public PollSet(int... descriptors) {
        size = descriptors.length;
        entries = arena.allocate(Math.max(1, size) * (long) ENTRY, Long.BYTES);
        for (int i = 0; i < size; i++) {
            entries.set(ValueLayout.JAVA_INT, (long) i * ENTRY, descriptors[i]);
            entries.set(ValueLayout.JAVA_SHORT, (long) i * ENTRY + EVENTS, POLLIN);
        }
    }

    public int size() {
        return size;
    }

    /** Whether the descriptor at that place could be read, or had an error, when it was last polled. */
    public boolean isReady(int place) {
        return entries.get(ValueLayout.JAVA_SHORT, (long) place * ENTRY + HAPPENED) != 0;
    }

    /** Another descriptor in the first place. */
    void watch(int descriptor) {
        entries.set(ValueLayout.JAVA_INT, 0, descriptor);
    }

    void forget() {
        for (int i = 0; i < size; i++) {
            entries.set(ValueLayout.JAVA_SHORT, (long) i * ENTRY + HAPPENED, (short) 0);
        }
    }

    MemorySegment descriptors() {
        return entries;
    }

    MemorySegment timeout(long nanos) {
        long left = Math.max(0, nanos);
        timeout.set(ValueLayout.JAVA_LONG, 0, left / SECOND);
        timeout.set(ValueLayout.JAVA_LONG, Long.BYTES, left % SECOND);
        return timeout;
    }

    MemorySegment state() {
        return state;
    }

    @Override
    public void close() {
        arena.close();
    }
}
