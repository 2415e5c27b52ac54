package dev.lvsfleet.linux.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory outside the heap that one socket receives into for its whole life; used by one thread at a time. */
public final class NativeBuffer implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final MemorySegment state = arena.allocate(ForeignLinuxLibrary.CALL_STATE);

    public NativeBuffer(int capacity) {
        segment = arena.allocate(capacity, Long.BYTES);
    }

    public int capacity() {
        return (int) segment.byteSize();
    }

    /** A copy of the first {@code length} bytes.
     *
     * @throws IndexOutOfBoundsException when the buffer is smaller */
    public byte[] copy(int length) {
        return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Overwrites the buffer's start, as a fake library does in place of the kernel. */
    public void fill(byte[] bytes) {
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    MemorySegment segment() {
        return segment;
    }

    /** For the errno of the call that uses it: it is received into often, and an arena for each time costs heap. */
    MemorySegment state() {
        return state;
    }

    @Override
    public void close() {
        arena.close();
    }
}
