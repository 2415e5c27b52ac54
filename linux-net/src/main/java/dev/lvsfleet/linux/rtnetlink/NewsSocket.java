package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.sys.LinuxConstants.AF_NETLINK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_NONBLOCK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_RCVTIMEO;

import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.ReceiveQueue;
import dev.lvsfleet.linux.sys.SocketAddressCodec;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What the kernel tells everybody of its network configuration, in the network namespace of the thread that opened it.
 *
 * <p>Each call asks for its errno, for an overflow is told once only, in place of a datagram. Used by one thread.
 */
final class NewsSocket implements AutoCloseable {

    private static final int LARGEST_READ = 32 * 1024;
    private static final int RECEIVE_QUEUE = 2 * 1024 * 1024;
    private static final int MOST_INTERRUPTIONS = 100;

    private final LinuxLibrary library;
    private final int descriptor;
    private final NativeBuffer buffer = new NativeBuffer(LARGEST_READ);
    private int length;
    private boolean closed;

    private NewsSocket(LinuxLibrary library, int descriptor) {
        this.library = library;
        this.descriptor = descriptor;
    }

    /** One that waits for news, as long at most; at least a millisecond.
     *
     * @throws SystemCallException when the kernel gives no socket */
    static NewsSocket patient(LinuxLibrary library, Set<Subject> subjects, Duration patience) {
        return open(library, 0, subjects, socket -> library.setSocketTimeout(socket, SO_RCVTIMEO, patience.toMillis()));
    }

    /** One that never waits, and whose queue holds some 5,000 news of addresses.
     *
     * @throws SystemCallException when the kernel gives no socket */
    static NewsSocket roomy(LinuxLibrary library, Set<Subject> subjects) {
        return open(library, SOCK_NONBLOCK, subjects, socket -> ReceiveQueue.enlarge(library, socket, RECEIVE_QUEUE));
    }

    private static NewsSocket open(LinuxLibrary library, int type, Set<Subject> subjects, IntConsumer preparing) {
        int descriptor = library.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | type, NetlinkConstants.NETLINK_ROUTE);
        try {
            preparing.accept(descriptor);
            library.bind(descriptor, SocketAddressCodec.netlink(Subject.groups(subjects)));
            return new NewsSocket(library, descriptor);
        } catch (RuntimeException failure) {
            library.close(descriptor);
            throw failure;
        }
    }

    /** Takes the next datagram: {@link #messages} then has what it says. One that is too large is lost, and an overflow.
     *
     * @throws SystemCallException when the socket can no longer be listened to
     * @throws IllegalStateException when it was closed */
    Heard receive() {
        if (closed) {
            throw new IllegalStateException("the listener is closed");
        }
        for (int interruptions = 0; interruptions < MOST_INTERRUPTIONS; interruptions++) {
            try {
                length = library.receive(descriptor, buffer);
                return length > buffer.capacity() ? Heard.OVERFLOW : Heard.CHANGE;
            } catch (SystemCallException failure) {
                if (failure.errno().equals(Errno.EAGAIN)) {
                    return Heard.NOTHING;
                } else if (failure.errno().equals(Errno.ENOBUFS)) {
                    return Heard.OVERFLOW;
                } else if (!failure.errno().equals(Errno.EINTR)) {
                    throw failure;
                }
            }
        }
        return Heard.OVERFLOW; // whatever interrupts so often may have hidden a change
    }

    /** What the datagram says that {@link #receive} took.
     *
     * @throws dev.lvsfleet.linux.netlink.MalformedMessageException when it is none of netlink */
    List<NetlinkMessage> messages() {
        return NetlinkMessage.parse(buffer.copy(length));
    }

    /** To be waited for. */
    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.close(descriptor);
            buffer.close();
        }
    }
}
