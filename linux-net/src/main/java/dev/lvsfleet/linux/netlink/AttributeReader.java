package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads netlink attributes one after the other.
 *
 * <p>The first attribute that is cut off or has a wrong size is remembered and ends the reading; values read from it are
 * zero. {@link #check} reports it, so a decoder is written straight down and checked once. Never reads out of bounds.
 */
public final class AttributeReader {

    private static final int ATTRIBUTE_HEADER = 4;

    private final ByteBuffer bytes;
    private int type;
    private int start;
    private int length;
    private @Nullable String error;

    /** Reads from the buffer's position to its limit; the buffer itself is left as it is. */
    public AttributeReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.nativeOrder());
    }

    /** Goes on to the next attribute; false at the end, and after an error. */
    public boolean next() {
        if (error != null || !bytes.hasRemaining()) {
            return false;
        }
        int header = bytes.position();
        if (bytes.remaining() < ATTRIBUTE_HEADER) {
            return fail(bytes.remaining() + " bytes left at " + header + ", an attribute header has 4");
        }
        int claimed = Short.toUnsignedInt(bytes.getShort());
        type = Short.toUnsignedInt(bytes.getShort()) & NetlinkConstants.NLA_TYPE_MASK;
        if (claimed < ATTRIBUTE_HEADER || claimed > bytes.limit() - header) {
            length = 0;
            return fail("attribute " + type + " at " + header + " claims " + claimed + " bytes");
        }
        start = header + ATTRIBUTE_HEADER;
        length = claimed - ATTRIBUTE_HEADER;
        bytes.position(Math.min(bytes.limit(), header + NetlinkConstants.aligned(claimed)));
        return true;
    }

    /** The current attribute's type without its flag bits. */
    public int type() {
        return type;
    }

    /** How many bytes the current attribute's value has. */
    public int length() {
        return length;
    }

    public int u8() {
        return sized(Byte.BYTES) ? Byte.toUnsignedInt(bytes.get(start)) : 0;
    }

    public int u16() {
        return sized(Short.BYTES) ? Short.toUnsignedInt(bytes.getShort(start)) : 0;
    }

    public int u16BigEndian() {
        return sized(Short.BYTES)
                ? Byte.toUnsignedInt(bytes.get(start)) << 8 | Byte.toUnsignedInt(bytes.get(start + 1))
                : 0;
    }

    public int u32() {
        return sized(Integer.BYTES) ? bytes.getInt(start) : 0;
    }

    public int u32BigEndian() {
        return sized(Integer.BYTES) ? value().order(ByteOrder.BIG_ENDIAN).getInt(0) : 0;
    }

    public long u64() {
        return sized(Long.BYTES) ? bytes.getLong(start) : 0;
    }

    public byte[] bytes() {
        byte[] copy = new byte[length];
        bytes.get(start, copy);
        return copy;
    }

    /** The text before the first NUL. */
    public String string() {
        byte[] all = bytes();
        int end = 0;
        while (end < all.length && all[end] != 0) {
            end++;
        }
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }

    /** Reads the attributes inside the current one; an error in there is one here. */
    public void nested(Consumer<AttributeReader> content) {
        AttributeReader inner = new AttributeReader(value());
        content.accept(inner);
        if (inner.error != null) {
            fail("in attribute " + type + ": " + inner.error);
        }
    }

    /** The attributes inside the current one, to be read later if at all; what is wrong in there is not wrong here. */
    public AttributeReader inner() {
        return new AttributeReader(value());
    }

    /** Ends the reading with an error of the caller's own, such as a value out of range. */
    public boolean fail(String reason) {
        if (error == null) {
            error = reason;
        }
        return false;
    }

    /**
     * Reports the first error.
     *
     * @throws MalformedMessageException when there was one
     */
    public void check() {
        if (error != null) {
            throw new MalformedMessageException(error);
        }
    }

    private boolean sized(int size) {
        return length == size || fail("attribute " + type + " has " + length + " bytes, " + size + " expected");
    }

    private ByteBuffer value() {
        return bytes.slice(start, length);
    }
}
