package dev.lvsfleet.linux.netlink;

import static dev.lvsfleet.linux.sys.LinuxConstants.AF_NETLINK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOL_NETLINK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_RCVTIMEO;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_SNDTIMEO;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.ReceiveQueue;
import dev.lvsfleet.linux.sys.SocketAddressCodec;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.time.Duration;

/**
 * A netlink socket of the calling thread's network namespace, connected to the kernel so that no process can answer in
 * its place.
 *
 * <p>A wait ends after the receive timeout. Interrupted calls are repeated; an overflow (ENOBUFS) is an error, because
 * answers are lost by then.
 */
public final class NetlinkSocket implements NetlinkTransport {

    /** Long enough for a kernel that loads a scheduler module meanwhile. */
    private static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(5);

    /** The kernel fills dump datagrams up to 32 KiB if a reader has shown that it takes as much. */
    private static final int LARGEST_DATAGRAM = 64 * 1024;

    private static final int RECEIVE_QUEUE = 2 * 1024 * 1024;

    private static final int MOST_INTERRUPTIONS = 100;

    private final LinuxLibrary library;
    private final int descriptor;
    private final Duration timeout;
    private final NativeBuffer buffer = new NativeBuffer(LARGEST_DATAGRAM);
    private boolean closed;

    private NetlinkSocket(LinuxLibrary library, int descriptor, Duration timeout) {
        this.library = library;
        this.descriptor = descriptor;
        this.timeout = timeout;
    }

    /** A socket of one netlink protocol.
     *
     * @throws SystemCallException when the kernel gives none */
    public static NetlinkSocket open(int protocol) {
        return open(LinuxLibrary.load(), protocol, RECEIVE_TIMEOUT);
    }

    static NetlinkSocket open(LinuxLibrary library, int protocol, Duration timeout) {
        int descriptor = library.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
        try {
            configure(library, descriptor, timeout);
            return new NetlinkSocket(library, descriptor, timeout);
        } catch (RuntimeException failure) {
            library.close(descriptor);
            throw failure;
        }
    }

    private static void configure(LinuxLibrary library, int descriptor, Duration timeout) {
        // Acknowledgements without the echoed request are small; those of errors may carry a sentence.
        library.setSocketOption(descriptor, SOL_NETLINK, NetlinkConstants.NETLINK_CAP_ACK, 1);
        library.setSocketOption(descriptor, SOL_NETLINK, NetlinkConstants.NETLINK_EXT_ACK, 1);
        library.setSocketTimeout(descriptor, SO_RCVTIMEO, timeout.toMillis());
        library.setSocketTimeout(descriptor, SO_SNDTIMEO, timeout.toMillis());
        ReceiveQueue.enlarge(library, descriptor, RECEIVE_QUEUE);
        byte[] kernel = SocketAddressCodec.netlink(0);
        library.bind(descriptor, kernel);
        library.connect(descriptor, kernel);
    }

    @Override
    public void send(byte[] datagram) {
        int sent = uninterrupted("sending", () -> library.send(descriptor, datagram));
        if (sent != datagram.length) {
            throw new NetlinkTransportException("the kernel took " + sent + " of " + datagram.length + " bytes");
        }
    }

    @Override
    public byte[] receive() {
        int length = uninterrupted("receiving", () -> library.receive(descriptor, buffer));
        if (length > buffer.capacity()) {
            throw new NetlinkTransportException(
                    "a datagram of " + length + " bytes was cut off at " + buffer.capacity());
        }
        return buffer.copy(length);
    }

    /** Refuses after {@link #close}: the descriptor's number may be somebody else's file by then. */
    private int uninterrupted(String action, SocketCall call) {
        if (closed) {
            throw new NetlinkTransportException(action + " over netlink: the socket is closed");
        }
        for (int interruptions = 0; interruptions < MOST_INTERRUPTIONS; interruptions++) {
            try {
                return call.run();
            } catch (SystemCallException failure) {
                if (!failure.errno().equals(Errno.EINTR)) {
                    throw explained(action, failure);
                }
            }
        }
        throw new NetlinkTransportException(action + " was interrupted " + MOST_INTERRUPTIONS + " times in a row");
    }

    private NetlinkTransportException explained(String action, SystemCallException failure) {
        String what = action + " over netlink: ";
        if (failure.errno().equals(Errno.ENOBUFS)) {
            return new LostAnswersException(
                    what + "answers of the kernel were lost, as the receive queue was full", failure);
        }
        return new NetlinkTransportException(
                what
                        + (failure.errno().equals(Errno.EAGAIN)
                                ? "the kernel did not answer within " + timeout.toMillis() + " ms"
                                : failure.errno().toString()),
                failure);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.close(descriptor);
            buffer.close();
        }
    }

    /** One try of a socket call. */
    private interface SocketCall {
        int run();
    }
}
