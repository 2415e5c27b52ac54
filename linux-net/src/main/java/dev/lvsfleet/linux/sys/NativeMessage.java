package dev.lvsfleet.linux.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A {@code struct msghdr} with all it points to, made once and used for every packet; by one thread at a time.
 *
 * <p>Source: {@code include/linux/socket.h}; the layout of 64-bit Linux.
 */
public final class NativeMessage implements AutoCloseable {

    private static final int HEADER = 56;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTOR = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;

    private static final int LONGEST_NAME = 32;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment header = arena.allocate(HEADER, Long.BYTES);
    private final MemorySegment vector = arena.allocate(2L * Long.BYTES, Long.BYTES);
    private final MemorySegment name = arena.allocate(LONGEST_NAME, Long.BYTES);
    private final MemorySegment state = arena.allocate(ForeignLinuxLibrary.CALL_STATE);
    private final PollSet watched = new PollSet(-1);
    private final MemorySegment payload;
    private final MemorySegment control;
    private final ByteBuffer payloadView;
    private final ByteBuffer nameView;
    private final ByteBuffer controlView;

    /** A message with room for as much. */
    public NativeMessage(int payloadCapacity, int controlCapacity) {
        payload = arena.allocate(payloadCapacity, Long.BYTES);
        control = arena.allocate(Math.max(Long.BYTES, controlCapacity), Long.BYTES);
        payloadView = payload.asByteBuffer();
        nameView = name.asByteBuffer().order(ByteOrder.nativeOrder());
        controlView = control.asByteBuffer().order(ByteOrder.nativeOrder());
        header.set(ValueLayout.ADDRESS, NAME, name);
        header.set(ValueLayout.ADDRESS, VECTOR, vector);
        header.set(ValueLayout.JAVA_LONG, VECTOR_COUNT, 1);
        header.set(ValueLayout.ADDRESS, CONTROL, control);
        vector.set(ValueLayout.ADDRESS, 0, payload);
        vector.set(ValueLayout.JAVA_LONG, Long.BYTES, payloadCapacity);
    }

    /** Where it is to go: the bytes of a {@code struct sockaddr}. */
    public void addressTo(byte[] socketAddress) {
        MemorySegment.copy(socketAddress, 0, name, ValueLayout.JAVA_BYTE, 0, socketAddress.length);
        header.set(ValueLayout.JAVA_INT, NAME_LENGTH, socketAddress.length);
    }

    /** What goes with it: the bytes of a {@code struct cmsghdr}, or several. */
    public void accompany(byte[] controlMessages) {
        MemorySegment.copy(controlMessages, 0, control, ValueLayout.JAVA_BYTE, 0, controlMessages.length);
        header.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, controlMessages.length);
    }

    /** What is to be sent.
     *
     * @throws IndexOutOfBoundsException when there is no room for it */
    public void fill(byte[] bytes) {
        MemorySegment.copy(bytes, 0, payload, ValueLayout.JAVA_BYTE, 0, bytes.length);
        vector.set(ValueLayout.JAVA_LONG, Long.BYTES, bytes.length);
    }

    /** All the room for what came; big-endian, the position and limit are the caller's. */
    public ByteBuffer payload() {
        return payloadView;
    }

    /** Room for the sender's {@code struct sockaddr}, in native byte order. */
    public ByteBuffer name() {
        return nameView;
    }

    /** Room for the control messages, in native byte order. */
    public ByteBuffer control() {
        return controlView;
    }

    /** How much of the control messages came. */
    public int controlLength() {
        return (int) header.get(ValueLayout.JAVA_LONG, CONTROL_LENGTH);
    }

    /** Before receiving: all the room is free. */
    void empty() {
        header.set(ValueLayout.JAVA_INT, NAME_LENGTH, LONGEST_NAME);
        header.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, control.byteSize());
        header.set(ValueLayout.JAVA_INT, FLAGS, 0);
        vector.set(ValueLayout.JAVA_LONG, Long.BYTES, payload.byteSize());
    }

    MemorySegment header() {
        return header;
    }

    MemorySegment state() {
        return state;
    }

    /** To look whether the descriptor has anything for this message. */
    PollSet watching(int descriptor) {
        watched.watch(descriptor);
        return watched;
    }

    @Override
    public void close() {
        watched.close();
        arena.close();
    }
}
