package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

    private ByteBuffer bytes;
    private @Nullable String error;

    /** Starts with the bytes of the family's header, for example {@code struct genlmsghdr}. */
    public AttributeWriter(byte... header) {
        bytes = allocate(256);
        bytes.put(header);
    }

    public AttributeWriter u8(int type, int value) {
        header(type, Byte.BYTES).put((byte) value);
        return pad();
    }

    public AttributeWriter u16(int type, int value) {
        header(type, Short.BYTES).putShort((short) value);
        return pad();
    }

    /** An unsigned 16-bit value in network byte order, as ports are. */
    public AttributeWriter u16BigEndian(int type, int value) {
        header(type, Short.BYTES)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) value)
                .order(ByteOrder.nativeOrder());
        return pad();
    }

    public AttributeWriter u32(int type, int value) {
        header(type, Integer.BYTES).putInt(value);
        return pad();
    }

    /** An unsigned 32-bit value in network byte order, as IPv4 masks are. */
    public AttributeWriter u32BigEndian(int type, int value) {
        header(type, Integer.BYTES).order(ByteOrder.BIG_ENDIAN).putInt(value).order(ByteOrder.nativeOrder());
        return pad();
    }

    public AttributeWriter u64(int type, long value) {
        header(type, Long.BYTES).putLong(value);
        return pad();
    }

    public AttributeWriter bytes(int type, byte[] value) {
        if (value.length > 0xffff - ATTRIBUTE_HEADER) {
            fail("attribute " + type + " of " + value.length + " bytes is too long");
            return this;
        }
        header(type, value.length).put(value);
        return pad();
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
        header(type, text.length + 1).put(text).put((byte) 0);
        return pad();
    }

    /** An attribute that holds attributes. */
    public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
        int start = bytes.position();
        header(type | NetlinkConstants.NLA_F_NESTED, 0);
        content.accept(this);
        int length = bytes.position() - start;
        if (length > 0xffff) {
            fail("nested attribute " + type + " of " + length + " bytes is too long");
        }
        bytes.putShort(start, (short) length);
        return this;
    }

    /** What was written.
     *
     * @throws IllegalArgumentException when a value did not fit */
    public ByteBuffer toPayload() {
        if (error != null) {
            throw new IllegalArgumentException(error);
        }
        return bytes.duplicate().flip().slice().asReadOnlyBuffer();
    }

    private ByteBuffer header(int type, int length) {
        int needed = NetlinkConstants.aligned(ATTRIBUTE_HEADER + length);
        if (bytes.remaining() < needed) {
            bytes = allocate(Math.max(bytes.capacity() * 2, bytes.position() + needed))
                    .put(bytes.flip());
        }
        return bytes.putShort((short) (ATTRIBUTE_HEADER + length)).putShort((short) type);
    }

    private AttributeWriter pad() {
        bytes.position(NetlinkConstants.aligned(bytes.position()));
        return this;
    }

    private void fail(String reason) {
        if (error == null) {
            error = reason;
        }
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
    }
}
