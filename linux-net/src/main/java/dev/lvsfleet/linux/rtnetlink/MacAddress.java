package dev.lvsfleet.linux.rtnetlink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The hardware address of an Ethernet interface.
 *
 * @param bits its six bytes in network order, the first one highest
 */
public record MacAddress(long bits) {

    public static final int LENGTH = 6;

    /** The address that the six bytes are.
     *
     * @throws IllegalArgumentException when there are more or fewer */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a MAC address has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new MacAddress(
                ByteBuffer.allocate(Long.BYTES).put(Long.BYTES - LENGTH, bytes).getLong(0));
    }

    public byte[] bytes() {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(bits).array();
        return Arrays.copyOfRange(all, Long.BYTES - LENGTH, Long.BYTES);
    }

    /** As ip(8) writes it: {@code 02:42:c0:a8:94:84}. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(bytes());
    }
}
