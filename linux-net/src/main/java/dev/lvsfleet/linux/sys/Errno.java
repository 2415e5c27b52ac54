package dev.lvsfleet.linux.sys;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reason the kernel gave for refusing a call. Source: {@code include/uapi/asm-generic/errno.h}.
 *
 * @param number positive, or 0 for "no error"
 */
public record Errno(int number) {

    public static final Errno NONE = new Errno(0);
    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno ESRCH = new Errno(3);
    public static final Errno EINTR = new Errno(4);
    public static final Errno EAGAIN = new Errno(11);
    public static final Errno ENOMEM = new Errno(12);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EBUSY = new Errno(16);
    public static final Errno EEXIST = new Errno(17);
    public static final Errno ENODEV = new Errno(19);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno ERANGE = new Errno(34);
    public static final Errno EMSGSIZE = new Errno(90);
    public static final Errno EPROTONOSUPPORT = new Errno(93);
    public static final Errno EOPNOTSUPP = new Errno(95);
    public static final Errno EAFNOSUPPORT = new Errno(97);
    public static final Errno EADDRINUSE = new Errno(98);
    public static final Errno EADDRNOTAVAIL = new Errno(99);
    public static final Errno ENOBUFS = new Errno(105);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "no error"),
            Map.entry(1, "EPERM: not permitted"),
            Map.entry(2, "ENOENT: no such entry"),
            Map.entry(3, "ESRCH: no such object"),
            Map.entry(4, "EINTR: interrupted"),
            Map.entry(11, "EAGAIN: nothing there yet"),
            Map.entry(12, "ENOMEM: out of memory"),
            Map.entry(13, "EACCES: access denied"),
            Map.entry(16, "EBUSY: busy"),
            Map.entry(17, "EEXIST: already there"),
            Map.entry(19, "ENODEV: no such device"),
            Map.entry(22, "EINVAL: invalid argument"),
            Map.entry(34, "ERANGE: out of range"),
            Map.entry(90, "EMSGSIZE: message too long"),
            Map.entry(93, "EPROTONOSUPPORT: protocol not supported"),
            Map.entry(95, "EOPNOTSUPP: operation not supported"),
            Map.entry(97, "EAFNOSUPPORT: address family not supported"),
            Map.entry(98, "EADDRINUSE: address in use"),
            Map.entry(99, "EADDRNOTAVAIL: address not there"),
            Map.entry(100, "ENETDOWN: network is down"),
            Map.entry(101, "ENETUNREACH: network is unreachable"),
            Map.entry(105, "ENOBUFS: receive buffer overflowed"));

    /** Whether the same call may well succeed when it is made again at once: interrupted, or short of buffers. */
    public boolean isPassing() {
        return equals(EINTR) || equals(EAGAIN) || equals(ENOBUFS);
    }

    // By hand: it is asked several times of each answer to a large send, and the first compiler does not look into a
    // record's own.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Errno it && number == it.number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return NAMES.getOrDefault(number, "errno " + number);
    }
}
