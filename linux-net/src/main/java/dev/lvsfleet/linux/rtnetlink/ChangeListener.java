package dev.lvsfleet.linux.rtnetlink;

import dev.lvsfleet.linux.sys.LinuxLibrary;
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

    private final NewsSocket news;

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

        static int groups(Set<Subject> subjects) {
            return subjects.stream().mapToInt(subject -> subject.group).reduce(0, (one, other) -> one | other);
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

    private ChangeListener(NewsSocket news) {
        this.news = news;
    }

    /** Listens in the calling thread's network namespace.
     *
     * @param patience how long one wait lasts at most, at least a millisecond
     * @throws SystemCallException when the kernel gives no socket */
    public static ChangeListener open(Set<Subject> subjects, Duration patience) {
        return open(LinuxLibrary.load(), subjects, patience);
    }

    static ChangeListener open(LinuxLibrary library, Set<Subject> subjects, Duration patience) {
        return new ChangeListener(NewsSocket.patient(library, subjects, patience));
    }

    /** Waits for the next change, a bounded time.
     *
     * @throws SystemCallException when the socket can no longer be listened to
     * @throws IllegalStateException when it was closed */
    public Heard next() {
        return news.receive();
    }

    @Override
    public void close() {
        news.close();
    }
}
