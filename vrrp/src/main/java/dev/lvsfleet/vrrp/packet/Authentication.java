package dev.lvsfleet.vrrp.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How a version 2 packet says who sent it. It keeps mistakes apart, not attackers: everybody on the link can read it. */
public sealed interface Authentication {

    /** The length of the field at the end of every version 2 packet, in bytes. Source: RFC 3768, section 5.3.10. */
    int LENGTH = 8;

    /** The number of the type in the packet. */
    int type();

    /** What the field holds: {@value #LENGTH} bytes, a new array each time. */
    byte[] field();

    /** Type 0: the field is zero, and nobody looks at it. Source: RFC 3768, section 5.3.6.1. */
    record None() implements Authentication {

        static final int TYPE = 0;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] field() {
            return new byte[LENGTH];
        }
    }

    /**
     * Type 1, which RFC 3768 took out and everybody still has. Source: RFC 2338, section 5.3.6.2.
     *
     * @param packed the field's eight bytes as one big-endian number; the value hides a password, so it is not shown
     */
    record SimplePassword(long packed) implements Authentication {

        static final int TYPE = 1;

        /**
         * A password as people write it, filled up with zeros.
         *
         * @throws IllegalArgumentException when it is empty or longer than 8 bytes: a longer one would be cut off silently
         */
        public static SimplePassword of(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > LENGTH) {
                throw new IllegalArgumentException("a simple password is 1 to 8 bytes, not " + bytes.length);
            }
            ByteBuffer field = ByteBuffer.allocate(LENGTH);
            field.put(bytes);
            return new SimplePassword(field.getLong(0));
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] field() {
            return ByteBuffer.allocate(LENGTH).putLong(packed).array();
        }

        @Override
        public String toString() {
            return "SimplePassword[hidden]";
        }
    }
}
