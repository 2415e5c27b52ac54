package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * The requests of one send, each written straight behind the one before: of a large table's first filling, what it takes to
 * write ten thousand small requests is the most of what is not the kernel's.
 *
 * <p>At most 200 requests, whose answers fit even an unprivileged socket's receive buffer, and 64 KiB, well below the default
 * send buffer of 208 KiB. Used by one thread, and sent once.
 */
public final class RequestDatagram {

    static final int MOST_REQUESTS = 200;
    static final int MOST_BYTES = 64 * 1024;

    /** Two hundred destinations of IPVS. */
    private static final int USUAL_BYTES = 24 * 1024;

    private final AttributeWriter bytes;
    private int requests;

    /** With room for many, and more where they need it. */
    public RequestDatagram() {
        this(USUAL_BYTES);
    }

    private RequestDatagram(int expectedBytes) {
        bytes = new AttributeWriter(expectedBytes, new byte[0]);
    }

    /** These alone, which are few. */
    static RequestDatagram of(List<NetlinkRequest> requests) {
        RequestDatagram datagram = new RequestDatagram(256);
        for (NetlinkRequest request : requests) {
            if (!datagram.add(request)) {
                throw new IllegalArgumentException(request.operation() + ": it does not fit into one send any more");
            }
        }
        return datagram;
    }

    /**
     * Adds a request; false when it is full, and the request is for the next one. The first always fits.
     *
     * @param type the message type of its family
     * @param flags {@code NLM_F_*} beyond REQUEST, ACK and DUMP, which the connection sets
     * @param content writes the family's header, then the attributes
     * @throws IllegalArgumentException when a value does not fit; half a request is in it then, so it is of no use any more
     */
    public boolean add(int type, int flags, Consumer<AttributeWriter> content) {
        int start = bytes.beginMessage(type, flags | NetlinkConstants.NLM_F_REQUEST);
        content.accept(bytes);
        bytes.endMessage(start);
        if (requests > 0 && (requests == MOST_REQUESTS || bytes.size() > MOST_BYTES)) {
            bytes.takeBack(start);
            return false;
        }
        requests++;
        return true;
    }

    boolean add(NetlinkRequest request) {
        return add(request.type(), request.flags(), content -> content.raw(request.payload()));
    }

    /** How many there are. */
    public int requests() {
        return requests;
    }

    /** The bytes to send.
     *
     * @param firstSequence the number of the first request; the others follow
     * @param flags further {@code NLM_F_*} by the request's place */
    byte[] numbered(int firstSequence, IntUnaryOperator flags) {
        byte[] datagram = bytes.toArray();
        ByteBuffer view = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        int at = 0;
        for (int i = 0; i < requests; i++) {
            int all = view.getShort(at + NetlinkMessage.FLAGS) | flags.applyAsInt(i);
            view.putShort(at + NetlinkMessage.FLAGS, (short) all);
            view.putInt(at + NetlinkMessage.SEQUENCE, firstSequence + i);
            at += NetlinkConstants.aligned(view.getInt(at));
        }
        return datagram;
    }
}
