package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes as bytes, by type; read without the client's codec so that the two cannot be wrong together. */
record FakeAttributes(Map<Integer, ByteBuffer> values) {

    static final FakeAttributes NONE = new FakeAttributes(Map.of());

    /** Those of a nest that a kernel knows: it passes over what is newer than itself. */
    static FakeAttributes read(AttributeReader nest, int newest) {
        Map<Integer, ByteBuffer> values = new LinkedHashMap<>();
        while (nest.next()) {
            if (nest.type() <= newest) {
                values.put(nest.type(), ByteBuffer.wrap(nest.bytes()));
            }
        }
        return new FakeAttributes(values);
    }

    boolean has(int type) {
        return values.containsKey(type);
    }

    /** EINVAL when one is missing. */
    void require(int... types) throws FakeRefusal {
        if (!Arrays.stream(types).allMatch(this::has)) {
            throw new FakeRefusal(Errno.EINVAL);
        }
    }

    byte[] bytes(int type) {
        ByteBuffer value = values.getOrDefault(type, ByteBuffer.allocate(0));
        byte[] copy = new byte[value.remaining()];
        value.get(0, copy);
        return copy;
    }

    /** A native-order number of 1, 2, 4 or more bytes, of which the first four count; 0 when it is missing. */
    int number(int type) {
        byte[] bytes = bytes(type);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return switch (bytes.length) {
            case 0 -> 0;
            case Byte.BYTES -> Byte.toUnsignedInt(buffer.get());
            case Short.BYTES -> Short.toUnsignedInt(buffer.getShort());
            default -> buffer.getInt();
        };
    }

    /** A name of at most 15 bytes with its NUL, or EINVAL; empty when it is missing. */
    String name(int type) throws FakeRefusal {
        byte[] bytes = bytes(type);
        if (bytes.length == 0) {
            return "";
        }
        if (bytes.length > 16 || bytes[bytes.length - 1] != 0) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    FakeAttributes with(int type, byte... value) {
        Map<Integer, ByteBuffer> changed = new LinkedHashMap<>(values);
        changed.put(type, ByteBuffer.wrap(value));
        return new FakeAttributes(changed);
    }

    /** With a native-order number of two bytes. */
    FakeAttributes withShort(int type, int value) {
        return with(
                type,
                ByteBuffer.allocate(Short.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putShort((short) value)
                        .array());
    }

    FakeAttributes withInt(int type, int value) {
        return with(
                type,
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    FakeAttributes without(int type) {
        Map<Integer, ByteBuffer> changed = new LinkedHashMap<>(values);
        changed.remove(type);
        return new FakeAttributes(changed);
    }

    /** With 16 bytes of address, as the kernel shows either family. */
    FakeAttributes padded(int addressType) {
        return with(addressType, Arrays.copyOf(bytes(addressType), 16));
    }

    /** Of some attributes what they say, joined: equal exactly when all of it is. */
    ByteBuffer joined(int... types) {
        int size = Arrays.stream(types).map(type -> bytes(type).length).sum();
        ByteBuffer joined = ByteBuffer.allocate(size);
        Arrays.stream(types).forEach(type -> joined.put(bytes(type)));
        return joined.flip();
    }

    void writeTo(AttributeWriter nest) {
        values.keySet().forEach(type -> nest.bytes(type, bytes(type)));
    }
}
