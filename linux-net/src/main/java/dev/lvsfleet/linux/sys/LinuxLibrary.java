package dev.lvsfleet.linux.sys;

import java.nio.file.Path;

/**
 * The C calls that this product makes, one method each.
 *
 * <p>Each returns what the call returns or throws {@link SystemCallException} with the errno of that very call. Nothing is
 * retried here: EINTR and EAGAIN are the caller's to judge. Safe for use by several threads; a file descriptor belongs to
 * whoever opened it.
 */
public interface LinuxLibrary {

    /** The calling JVM's C library.
     *
     * @throws IllegalStateException when this is not Linux, or the JVM was started without native access */
    static LinuxLibrary load() {
        return ForeignLinuxLibrary.load();
    }

    /** socket(2): a new descriptor. */
    int socket(int domain, int type, int protocol);

    /** bind(2) to the bytes of a {@code struct sockaddr}. */
    void bind(int descriptor, byte[] socketAddress);

    /** connect(2) to the bytes of a {@code struct sockaddr}. */
    void connect(int descriptor, byte[] socketAddress);

    /** setsockopt(2) with an {@code int} value. */
    void setSocketOption(int descriptor, int level, int option, int value);

    /** setsockopt(2) with a {@code struct timeval} value, for SO_RCVTIMEO and SO_SNDTIMEO. */
    void setSocketTimeout(int descriptor, int option, long millis);

    /** send(2): how many bytes went. */
    int send(int descriptor, byte[] bytes);

    /**
     * recv(2) with MSG_TRUNC.
     *
     * @return the true length of the datagram, which exceeds {@link NativeBuffer#capacity} when it was cut off
     */
    int receive(int descriptor, NativeBuffer into);

    /** open(2) of an existing file: a new descriptor. */
    int open(Path path, int flags);

    /** setns(2): moves the calling thread into the namespace that the descriptor refers to. */
    void setNamespace(int descriptor, int namespaceType);

    /**
     * adjtimex(2): asks or tells the kernel's clock discipline.
     *
     * @param timex a {@code struct timex}, read and written by the kernel
     * @return the state of the clock, {@code TIME_OK} to {@code TIME_ERROR}
     */
    int adjustClock(NativeBuffer timex);

    /** close(2). */
    void close(int descriptor);
}
