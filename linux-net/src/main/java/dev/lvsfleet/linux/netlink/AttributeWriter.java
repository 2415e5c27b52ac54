package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes netlink attributes after a family's fixed header.
 *
 * <p>The first value that does not fit is remembered, what follows is ignored, and {@link #toPayload} reports it: calls
 * are written straight down and checked once. Multi-byte values are in native byte order unless the method says otherwise.
 */
public final class AttributeWriter {

    private static final int ATTRIBUTE_HEADER = 4;
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    // Bytes rather than a buffer: of a large table's first filling, this is the most of what is not the kernel's.
    private byte[] bytes;
    private int end;
    private @Nullable String error;

    /** Starts with the bytes of the family's header, for example {@code struct genlmsghdr}. */
    public AttributeWriter(byte... header) {
        this(256, header);
    }

    AttributeWriter(int expectedBytes, byte... header) {
        bytes = new byte[expectedBytes];
        fixed(header);
    }

    /** Appends the bytes of the family's header, where the writer was not made with them. */
    public AttributeWriter fixed(byte... header) {
        System.arraycopy(header, 0, room(header.length), end, header.length);
        end += header.length;
        return this;
    }

    public AttributeWriter u8(int type, int value) {
        int at = header(type, Byte.BYTES); // first, as it may put other bytes in place of these
        bytes[at] = (byte) value;
        return this;
    }

    public AttributeWriter u16(int type, int value) {
        put16(header(type, Short.BYTES), value, LITTLE_ENDIAN);
        return this;
    }

    /** An unsigned 16-bit value in network byte order, as ports are. */
    public AttributeWriter u16BigEndian(int type, int value) {
        put16(header(type, Short.BYTES), value, false);
        return this;
    }

    public AttributeWriter u32(int type, int value) {
        put32(header(type, Integer.BYTES), value, LITTLE_ENDIAN);
        return this;
    }

    /** An unsigned 32-bit value in network byte order, as IPv4 masks are. */
    public AttributeWriter u32BigEndian(int type, int value) {
        put32(header(type, Integer.BYTES), value, false);
        return this;
    }

    public AttributeWriter u64(int type, long value) {
        int at = header(type, Long.BYTES);
        int low = (int) value;
        int high = (int) (value >>> Integer.SIZE);
        put32(at, LITTLE_ENDIAN ? low : high, LITTLE_ENDIAN);
        put32(at + Integer.BYTES, LITTLE_ENDIAN ? high : low, LITTLE_ENDIAN);
        return this;
    }

    public AttributeWriter bytes(int type, byte[] value) {
        if (value.length > 0xffff - ATTRIBUTE_HEADER) {
            fail("attribute " + type + " of " + value.length + " bytes is too long");
            return this;
        }
        int at = header(type, value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** A NUL-terminated string.
     *
     * @param longest how many characters the kernel takes, the NUL not counted */
    public AttributeWriter string(int type, String value, int longest) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (text.length > longest || value.indexOf('\0') >= 0) {
            fail("attribute " + type + ": '" + value + "' is not a name of at most " + longest + " bytes");
            return this;
        }
        return bytes(type, Arrays.copyOf(text, text.length + 1));
    }

    /** An attribute that holds attributes. */
    public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
        int start = end;
        header(type | NetlinkConstants.NLA_F_NESTED, 0);
        content.accept(this);
        int length = end - start;
        if (length > 0xffff) {
            fail("nested attribute " + type + " of " + length + " bytes is too long");
        }
        put16(start, length, LITTLE_ENDIAN);
        return this;
    }

    /** Appends what a family's header and attributes were written to already. */
    void raw(ByteBuffer payload) {
        int length = payload.limit();
        payload.get(0, room(length), end, length);
        end += length;
    }

    /** Begins a message among several, with {@code struct nlmsghdr}; where it starts. */
    int beginMessage(int messageType, int flags) {
        int start = end;
        room(NetlinkMessage.HEADER);
        put16(start + NetlinkMessage.TYPE, messageType, LITTLE_ENDIAN);
        put16(start + NetlinkMessage.FLAGS, flags, LITTLE_ENDIAN);
        end = start + NetlinkMessage.HEADER;
        return start;
    }

    /** Ends it, so that the next one may begin.
     *
     * @throws IllegalArgumentException when a value of it did not fit */
    void endMessage(int start) {
        requireFitting();
        put32(start, end - start, LITTLE_ENDIAN);
        int padding = NetlinkConstants.aligned(end) - end;
        room(padding);
        end += padding;
    }

    /** Forgets the message that starts there, and all after it. */
    void takeBack(int start) {
        Arrays.fill(bytes, start, end, (byte) 0);
        end = start;
    }

    int size() {
        return end;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, end);
    }

    /** What was written.
     *
     * @throws IllegalArgumentException when a value did not fit */
    public ByteBuffer toPayload() {
        requireFitting();
        return ByteBuffer.wrap(bytes, 0, end).slice().asReadOnlyBuffer();
    }

    /** Begins an attribute, whose padding is zero already; where its value goes. */
    private int header(int type, int length) {
        int start = end;
        room(NetlinkConstants.aligned(ATTRIBUTE_HEADER + length));
        put16(start, ATTRIBUTE_HEADER + length, LITTLE_ENDIAN);
        put16(start + Short.BYTES, type, LITTLE_ENDIAN);
        end = start + NetlinkConstants.aligned(ATTRIBUTE_HEADER + length);
        return start + ATTRIBUTE_HEADER;
    }

    private byte[] room(int needed) {
        if (bytes.length - end < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + needed));
        }
        return bytes;
    }

    private void put16(int at, int value, boolean littleEndian) {
        bytes[at] = (byte) (littleEndian ? value : value >>> 8);
        bytes[at + 1] = (byte) (littleEndian ? value >>> 8 : value);
    }

    private void put32(int at, int value, boolean littleEndian) {
        put16(at, littleEndian ? value : value >>> Short.SIZE, littleEndian);
        put16(at + Short.BYTES, littleEndian ? value >>> Short.SIZE : value, littleEndian);
    }

    private void requireFitting() {
        if (error != null) {
            throw new IllegalArgumentException(error);
        }
    }

    private void fail(String reason) {
        if (error == null) {
            error = reason;
        }
    }
}
