package dev.lvsfleet.linux.testing;

import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * A socket to a kernel that is a function: frames, acknowledges and splits dumps as Linux does, and leaves the meaning of
 * each request to the function. Never blocks: where the kernel would be silent, {@link #receive} fails at once.
 */
public final class FakeNetlink implements NetlinkTransport {

    /** The kernel's first dump datagram holds about 4 KiB; so few entries show that a reader goes on to the end. */
    private static final int ENTRIES_PER_DATAGRAM = 9;

    private final Function<NetlinkMessage, Answer> kernel;
    private final Queue<byte[]> answers = new ArrayDeque<>();

    public FakeNetlink(Function<NetlinkMessage, Answer> kernel) {
        this.kernel = kernel;
    }

    /** What the kernel says to a request. */
    public sealed interface Answer {

        /** Carried out, with nothing to show. */
        record Done() implements Answer {}

        record Refused(Errno errno) implements Answer {}

        /** One message, then the acknowledgement. */
        record Shown(int type, ByteBuffer payload) implements Answer {}

        /** The entries of a dump. */
        record Listed(int type, List<ByteBuffer> payloads) implements Answer {}
    }

    @Override
    public void send(byte[] datagram) {
        NetlinkMessage.parse(datagram).forEach(this::process);
    }

    @Override
    public byte[] receive() {
        byte[] answer = answers.poll();
        if (answer == null) {
            throw new NetlinkTransportException("the fake kernel has nothing to say");
        }
        return answer;
    }

    @Override
    public void close() {
        answers.clear();
    }

    private void process(NetlinkMessage request) {
        switch (kernel.apply(request)) {
            case Answer.Done() -> acknowledge(request, Errno.NONE);
            case Answer.Refused(Errno errno) -> acknowledge(request, errno);
            case Answer.Shown(int type, ByteBuffer payload) -> {
                queue(List.of(reply(request, type, 0, payload)));
                acknowledge(request, Errno.NONE);
            }
            case Answer.Listed(int type, List<ByteBuffer> payloads) -> list(request, type, payloads);
        }
    }

    private void list(NetlinkMessage request, int type, List<ByteBuffer> payloads) {
        List<NetlinkMessage> entries = new ArrayList<>();
        for (ByteBuffer payload : payloads) {
            entries.add(reply(request, type, NetlinkConstants.NLM_F_MULTI, payload));
            if (entries.size() == ENTRIES_PER_DATAGRAM) {
                queue(entries);
                entries.clear();
            }
        }
        ByteBuffer noError = ByteBuffer.allocate(Integer.BYTES);
        entries.add(reply(request, NetlinkConstants.NLMSG_DONE, NetlinkConstants.NLM_F_MULTI, noError));
        queue(entries);
    }

    /** {@code struct nlmsgerr}, capped as NETLINK_CAP_ACK asks. A success that nobody asked to hear of is not told. */
    private void acknowledge(NetlinkMessage request, Errno errno) {
        if (errno.equals(Errno.NONE) && (request.flags() & NetlinkConstants.NLM_F_ACK) == 0) {
            return;
        }
        ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES + NetlinkMessage.HEADER)
                .order(ByteOrder.nativeOrder())
                .putInt(-errno.number());
        new NetlinkMessage(request.type(), request.flags(), request.sequence(), request.port(), ByteBuffer.allocate(0))
                .writeTo(payload);
        queue(List.of(reply(request, NetlinkConstants.NLMSG_ERROR, NetlinkConstants.NLM_F_CAPPED, payload.flip())));
    }

    private void queue(List<NetlinkMessage> messages) {
        answers.add(NetlinkMessage.toDatagram(messages));
    }

    private static NetlinkMessage reply(NetlinkMessage request, int type, int flags, ByteBuffer payload) {
        return new NetlinkMessage(type, flags, request.sequence(), request.port(), payload);
    }
}
