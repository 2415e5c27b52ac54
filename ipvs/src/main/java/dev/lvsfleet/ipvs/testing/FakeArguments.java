package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two nests of a command as raw attributes, read without the client's codec so that they cannot be wrong together. */
record FakeArguments(Map<Integer, List<Byte>> service, Map<Integer, List<Byte>> destination) {

    static FakeArguments of(NetlinkMessage request) throws FakeRefusal {
        Map<Integer, List<Byte>> service = new LinkedHashMap<>();
        Map<Integer, List<Byte>> destination = new LinkedHashMap<>();
        AttributeReader attributes = GenericNetlinkFamily.attributes(request);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.CMD_ATTR_SERVICE -> attributes.nested(nest -> collect(nest, service));
                case IpvsConstants.CMD_ATTR_DEST -> attributes.nested(nest -> collect(nest, destination));
                default -> {} // as the kernel does
            }
        }
        return new FakeArguments(service, destination);
    }

    private static void collect(AttributeReader nest, Map<Integer, List<Byte>> into) {
        while (nest.next()) {
            into.put(nest.type(), boxed(nest.bytes()));
        }
    }

    /** The named attributes of a nest, or EINVAL when one is missing. */
    static Map<Integer, List<Byte>> require(Map<Integer, List<Byte>> nest, int... types) throws FakeRefusal {
        if (!Arrays.stream(types).allMatch(nest::containsKey)) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        return nest;
    }

    /** A native-order number of 2, 4 or more bytes, of which the first four count. */
    static int number(Map<Integer, List<Byte>> nest, int type) {
        byte[] bytes = bytes(nest, type);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return bytes.length == Short.BYTES ? Short.toUnsignedInt(buffer.getShort()) : buffer.getInt();
    }

    static byte[] bytes(Map<Integer, List<Byte>> nest, int type) {
        List<Byte> boxed = nest.getOrDefault(type, List.of());
        byte[] bytes = new byte[boxed.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = boxed.get(i);
        }
        return bytes;
    }

    static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return List.of(boxed);
    }
}
