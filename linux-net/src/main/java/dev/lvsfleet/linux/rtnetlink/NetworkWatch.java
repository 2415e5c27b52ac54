package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETLINK;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.PollSet;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What links and addresses there are, and each change of them as the kernel tells it, in the network namespace of the
 * thread that opened it.
 *
 * <p>Changes are heard from the opening on, so what {@link #everything} says is never older than what is missed before.
 * Reading changes never waits, and costs nothing when there are none. Used by one thread.
 */
public final class NetworkWatch implements AutoCloseable {

    private static final Set<Subject> SUBJECTS = Set.of(Subject.LINKS, Subject.IPV4_ADDRESSES, Subject.IPV6_ADDRESSES);

    private static final int MOST_READS = 10_000;

    private final PacketLibrary packets = PacketLibrary.load();
    private final NewsSocket news;
    private final NetlinkConnection connection;
    private final PollSet alone;

    /** Whether the queue overflowed, and still holds what was told before that. */
    private boolean outdated;

    private NetworkWatch(NewsSocket news, NetlinkConnection connection) {
        this.news = news;
        this.connection = connection;
        this.alone = new PollSet(news.descriptor());
    }

    /** Begins to listen.
     *
     * @throws SystemCallException when the kernel gives no socket */
    public static NetworkWatch open() {
        NewsSocket news = NewsSocket.roomy(LinuxLibrary.load(), SUBJECTS);
        try {
            return new NetworkWatch(news, NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
        } catch (RuntimeException failure) {
            news.close();
            throw failure;
        }
    }

    /** All links, then all addresses. Waits for the kernel's answer.
     *
     * @throws dev.lvsfleet.linux.netlink.DisturbedDumpException when they never stopped changing */
    public List<NetworkChange> everything() {
        return Stream.of(
                        new NetlinkRequest("list interfaces", RTM_GETLINK, 0, LinkCodec.any()),
                        new NetlinkRequest("list addresses", RTM_GETADDR, 0, AddressCodec.anyAddress()))
                .flatMap(request -> connection.undisturbedDump(request).stream())
                .map(NetworkChangeCodec::change)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Passes on each change that has been told and not been read yet.
     *
     * <p>After an overflow the kernel keeps what the queue holds, and tells nothing more until that is read. So it is read to
     * its end and passed over, as older: what was not told had happened by then, and {@link #everything} has it.
     *
     * @return false when the kernel told more than its queue holds: then {@link #everything} has to be read again
     * @throws SystemCallException when the socket can no longer be listened to
     */
    public boolean changes(Consumer<NetworkChange> consumer) {
        for (int reads = 0; reads < MOST_READS; reads++) {
            if (packets.poll(alone, 0) == 0) {
                boolean complete = !outdated;
                outdated = false;
                return complete;
            }
            Heard heard = news.receive();
            if (heard == Heard.OVERFLOW) {
                outdated = true;
            } else if (heard == Heard.CHANGE && !outdated) {
                news.messages()
                        .forEach(message -> NetworkChangeCodec.change(message).ifPresent(consumer));
            }
        }
        return !outdated; // the rest is read the next time
    }

    /** To be waited for. */
    public int descriptor() {
        return news.descriptor();
    }

    @Override
    public void close() {
        news.close();
        connection.close();
        alone.close();
    }
}
