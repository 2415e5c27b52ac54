package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETLINK;
import static dev.lvsfleet.linux.sys.LinuxConstants.AF_NETLINK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_NONBLOCK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.PollSet;
import dev.lvsfleet.linux.sys.ReceiveQueue;
import dev.lvsfleet.linux.sys.SocketAddressCodec;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.util.List;
import java.util.Optional;
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

    private static final int RTMGRP_LINK = 0x1;
    private static final int RTMGRP_IPV4_ADDRESS = 0x10;
    private static final int RTMGRP_IPV6_ADDRESS = 0x100;
    private static final int GROUPS = RTMGRP_LINK | RTMGRP_IPV4_ADDRESS | RTMGRP_IPV6_ADDRESS;

    private static final int LARGEST_READ = 32 * 1024;
    private static final int RECEIVE_QUEUE = 2 * 1024 * 1024;
    private static final int MOST_READS = 10_000;

    private final LinuxLibrary library;
    private final int descriptor;
    private final NetlinkConnection connection;
    private final PacketLibrary packets = PacketLibrary.load();
    private final PollSet alone;
    private final NativeBuffer buffer = new NativeBuffer(LARGEST_READ);

    /** Whether the queue overflowed, and still holds what was told before that. */
    private boolean outdated;

    private NetworkWatch(LinuxLibrary library, int descriptor, NetlinkConnection connection) {
        this.library = library;
        this.descriptor = descriptor;
        this.connection = connection;
        this.alone = new PollSet(descriptor);
    }

    /** Begins to listen.
     *
     * @throws SystemCallException when the kernel gives no socket */
    public static NetworkWatch open() {
        LinuxLibrary library = LinuxLibrary.load();
        int type = SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK;
        int descriptor = library.socket(AF_NETLINK, type, NetlinkConstants.NETLINK_ROUTE);
        try {
            ReceiveQueue.enlarge(library, descriptor, RECEIVE_QUEUE);
            library.bind(descriptor, SocketAddressCodec.netlink(GROUPS));
            return new NetworkWatch(library, descriptor, NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
        } catch (RuntimeException failure) {
            library.close(descriptor);
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
            int length = receive();
            if (length > LARGEST_READ) {
                outdated = true;
            } else if (!outdated) {
                passOn(length, consumer);
            }
        }
        return !outdated; // the rest is read the next time
    }

    /**
     * With its own errno: an overflow is told once only, instead of the next datagram.
     *
     * @return how long the datagram is, 0 when there is none after all; more than there is room for when some are lost
     */
    private int receive() {
        try {
            return library.receive(descriptor, buffer);
        } catch (SystemCallException failure) {
            if (failure.errno().equals(Errno.ENOBUFS)) {
                return Integer.MAX_VALUE;
            } else if (failure.errno().isPassing()) {
                return 0;
            }
            throw failure;
        }
    }

    private void passOn(int length, Consumer<NetworkChange> consumer) {
        for (NetlinkMessage one : NetlinkMessage.parse(buffer.copy(length))) {
            NetworkChangeCodec.change(one).ifPresent(consumer);
        }
    }

    /** To be waited for. */
    public int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        library.close(descriptor);
        connection.close();
        alone.close();
        buffer.close();
    }
}
