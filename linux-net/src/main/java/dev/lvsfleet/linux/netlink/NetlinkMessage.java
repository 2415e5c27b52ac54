package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a datagram: the fields of {@code struct nlmsghdr} but for its length, and what follows it.
 *
 * @param flags {@code NLM_F_*}
 * @param port the netlink port of the socket, 0 for the kernel
 * @param payload in native byte order, from 0 to its limit; each call gives a view with its own position
 */
public record NetlinkMessage(int type, int flags, int sequence, int port, ByteBuffer payload) {

    /** The size of {@code struct nlmsghdr}. */
    public static final int HEADER = 16;

    /** Where its fields are, after the length. */
    static final int TYPE = 4;

    static final int FLAGS = 6;
    static final int SEQUENCE = 8;

    public NetlinkMessage {
        payload = payload.slice().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate().order(ByteOrder.nativeOrder());
    }

    /** How many bytes it takes in a datagram, its padding included. */
    public int size() {
        return NetlinkConstants.aligned(HEADER + payload.limit());
    }

    /** Appends it, header, payload and padding. */
    public void writeTo(ByteBuffer datagram) {
        int start = datagram.position();
        datagram.putInt(HEADER + payload.limit());
        datagram.putShort((short) type);
        datagram.putShort((short) flags);
        datagram.putInt(sequence);
        datagram.putInt(port);
        datagram.put(payload());
        while (datagram.position() < start + size()) {
            datagram.put((byte) 0);
        }
    }

    /** These messages as one datagram. */
    public static byte[] toDatagram(List<NetlinkMessage> messages) {
        int size = messages.stream().mapToInt(NetlinkMessage::size).sum();
        ByteBuffer datagram = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        messages.forEach(message -> message.writeTo(datagram));
        return datagram.array();
    }

    /** The messages of a datagram, in order.
     *
     * @throws MalformedMessageException when a length does not fit */
    public static List<NetlinkMessage> parse(byte[] datagram) {
        ByteBuffer bytes = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>();
        while (bytes.hasRemaining()) {
            messages.add(parseOne(bytes));
        }
        return messages;
    }

    private static NetlinkMessage parseOne(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() < HEADER) {
            throw new MalformedMessageException(
                    "at byte " + start + ": " + bytes.remaining() + " bytes left, a message header has " + HEADER);
        }
        int length = bytes.getInt();
        if (length < HEADER || length > bytes.limit() - start) {
            throw new MalformedMessageException("at byte " + start + ": message length "
                    + Integer.toUnsignedString(length) + " is not within " + HEADER + ".." + (bytes.limit() - start));
        }
        int type = Short.toUnsignedInt(bytes.getShort());
        int flags = Short.toUnsignedInt(bytes.getShort());
        int sequence = bytes.getInt();
        int port = bytes.getInt();
        ByteBuffer payload = bytes.slice(start + HEADER, length - HEADER);
        bytes.position(Math.min(bytes.limit(), start + NetlinkConstants.aligned(length)));
        return new NetlinkMessage(type, flags, sequence, port, payload);
    }
}
