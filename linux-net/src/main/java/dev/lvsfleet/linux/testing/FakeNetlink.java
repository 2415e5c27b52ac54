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
import org.jspecify.annotations.Nullable;

/**
 * A socket to a kernel that is a function: frames, acknowledges and splits dumps as Linux does, and leaves the meaning of
 * each request to the function. Never blocks: where the kernel would be silent, {@link #receive} fails at once.
 */
public final class FakeNetlink implements NetlinkTransport {

    /** The kernel's first dump datagram holds about 4 KiB; so few entries show that a reader goes on to the end. */
    private static final int FIRST_ENTRIES = 9;

    /** Those after it hold up to 32 KiB, once the reader has shown that it takes as much. */
    private static final int LATER_ENTRIES = 72;

    private final Function<NetlinkMessage, Answer> kernel;
    private final Queue<byte[]> answers = new ArrayDeque<>();
    private @Nullable OpenDump dump;

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

        /** The entries of a dump that are looked up by position when the reader comes to them, as Linux does. */
        record Resumed(int type, Entries entries) implements Answer {}
    }

    /** A table that may change while it is listed. */
    public interface Entries {

        /** The entries from a position on, at most so many; fewer only at the end. */
        List<ByteBuffer> from(int start, int most);
    }

    /** A dump under way. */
    private record OpenDump(NetlinkMessage request, int type, Entries entries, int start) {}

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
        resume(); // Linux fills the next datagram in the call that takes the one before it
        return answer;
    }

    @Override
    public void close() {
        answers.clear();
        dump = null;
    }

    private void process(NetlinkMessage request) {
        switch (kernel.apply(request)) {
            case Answer.Done() -> acknowledge(request, Errno.NONE);
            case Answer.Refused(Errno errno) -> acknowledge(request, errno);
            case Answer.Shown(int type, ByteBuffer payload) -> {
                queue(List.of(reply(request, type, 0, payload)));
                acknowledge(request, Errno.NONE);
            }
            case Answer.Listed(int type, List<ByteBuffer> payloads) ->
                open(request, type, (start, most) -> payloads.subList(start, Math.min(payloads.size(), start + most)));
            case Answer.Resumed(int type, Entries entries) -> open(request, type, entries);
        }
    }

    private void open(NetlinkMessage request, int type, Entries entries) {
        if (dump != null) {
            acknowledge(request, Errno.EBUSY);
            return;
        }
        dump = new OpenDump(request, type, entries, 0);
        resume();
    }

    private void resume() {
        OpenDump open = dump;
        if (open == null) {
            return;
        }
        int most = open.start() == 0 ? FIRST_ENTRIES : LATER_ENTRIES;
        List<ByteBuffer> payloads = open.entries().from(open.start(), most);
        List<NetlinkMessage> messages = new ArrayList<>();
        payloads.forEach(
                payload -> messages.add(reply(open.request(), open.type(), NetlinkConstants.NLM_F_MULTI, payload)));
        boolean goesOn = payloads.size() == most;
        if (!goesOn) {
            ByteBuffer noError = ByteBuffer.allocate(Integer.BYTES);
            messages.add(reply(open.request(), NetlinkConstants.NLMSG_DONE, NetlinkConstants.NLM_F_MULTI, noError));
        }
        dump = goesOn ? new OpenDump(open.request(), open.type(), open.entries(), open.start() + most) : null;
        queue(messages);
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
