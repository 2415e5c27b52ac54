package dev.lvsfleet.agent.testing;

import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.FakeNetlink;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/** Stands between an agent and a fake kernel: hands messages over one at a time, refuses some, and lets a test look on. */
public final class RefusingTransport implements NetlinkTransport {

    private final NetlinkTransport kernel;
    private final Function<NetlinkMessage, Optional<Errno>> refusal;
    private final Runnable onEach;
    private final Queue<byte[]> answers = new ArrayDeque<>();

    /** Refuses what the function has an errno for; {@code onEach} runs after every message. */
    public RefusingTransport(
            NetlinkTransport kernel, Function<NetlinkMessage, Optional<Errno>> refusal, Runnable onEach) {
        this.kernel = kernel;
        this.refusal = refusal;
        this.onEach = onEach;
    }

    @Override
    public void send(byte[] datagram) {
        for (NetlinkMessage message : NetlinkMessage.parse(datagram)) {
            Optional<Errno> errno = refusal.apply(message);
            forward(message, errno.isEmpty() ? kernel : refusing(errno.get()));
            onEach.run();
        }
    }

    @Override
    public byte[] receive() {
        byte[] answer = answers.poll();
        return answer == null ? kernel.receive() : answer;
    }

    @Override
    public void close() {
        kernel.close();
    }

    private static NetlinkTransport refusing(Errno errno) {
        return new FakeNetlink(message -> new FakeNetlink.Answer.Refused(errno));
    }

    private void forward(NetlinkMessage message, NetlinkTransport to) {
        to.send(NetlinkMessage.toDatagram(List.of(message)));
        while (true) {
            try {
                answers.add(to.receive());
            } catch (NetlinkTransportException nothingMore) {
                return;
            }
        }
    }
}
