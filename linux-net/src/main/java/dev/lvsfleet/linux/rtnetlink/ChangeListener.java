package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.sys.LinuxConstants.AF_NETLINK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_RCVTIMEO;

import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.SocketAddressCodec;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.time.Duration;
import java.util.Set;

/**
 * Hears from the kernel that something of its network configuration changed; what it is now, the listener's owner reads.
 *
 * <p>So a change that is lost, or told twice, does no harm as long as it is known that there may have been one. Every wait
 * is bounded. Used by one thread. Source: the {@code RTMGRP_*} groups of {@code include/uapi/linux/rtnetlink.h}.
 */
public final class ChangeListener implements AutoCloseable {

    private static final int LARGEST_READ = 32 * 1024;
    private static final int MOST_INTERRUPTIONS = 100;

    private final LinuxLibrary library;
    private final int descriptor;
    private final NativeBuffer buffer = new NativeBuffer(LARGEST_READ);
    private boolean closed;

    /** What can be listened to. */
    public enum Subject {
        LINKS(0x1),
        IPV4_ADDRESSES(0x10),
        IPV6_ADDRESSES(0x100),
        IPV4_ROUTES(0x40),
        IPV6_ROUTES(0x400);

        private final int group;

        Subject(int group) {
            this.group = group;
        }
    }

    /** What was heard. */
    public enum Heard {
        /** Something changed. */
        CHANGE,
        /** The kernel told more than its queue holds: anything may have changed. */
        OVERFLOW,
        /** Nothing, within the time. */
        NOTHING
    }

    private ChangeListener(LinuxLibrary library, int descriptor) {
        this.library = library;
        this.descriptor = descriptor;
    }

    /** Listens in the calling thread's network namespace.
     *
     * @param patience how long one wait lasts at most, at least a millisecond
     * @throws SystemCallException when the kernel gives no socket */
    public static ChangeListener open(Set<Subject> subjects, Duration patience) {
        return open(LinuxLibrary.load(), subjects, patience);
    }

    static ChangeListener open(LinuxLibrary library, Set<Subject> subjects, Duration patience) {
        int descriptor = library.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NetlinkConstants.NETLINK_ROUTE);
        try {
            library.setSocketTimeout(descriptor, SO_RCVTIMEO, patience.toMillis());
            library.bind(descriptor, SocketAddressCodec.netlink(groups(subjects)));
            return new ChangeListener(library, descriptor);
        } catch (RuntimeException failure) {
            library.close(descriptor);
            throw failure;
        }
    }

    private static int groups(Set<Subject> subjects) {
        return subjects.stream().mapToInt(subject -> subject.group).reduce(0, (one, other) -> one | other);
    }

    /** Waits for the next change, a bounded time.
     *
     * @throws SystemCallException when the socket can no longer be listened to
     * @throws IllegalStateException when it was closed */
    public Heard next() {
        if (closed) {
            throw new IllegalStateException("the listener is closed");
        }
        for (int interruptions = 0; interruptions < MOST_INTERRUPTIONS; interruptions++) {
            try {
                library.receive(descriptor, buffer);
                return Heard.CHANGE;
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

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.close(descriptor);
            buffer.close();
        }
    }
}
