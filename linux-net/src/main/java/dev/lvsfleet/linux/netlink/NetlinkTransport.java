package dev.lvsfleet.linux.netlink;

/**
 * A way to exchange whole netlink datagrams with the kernel, or with a fake of it: the seam that tests replace.
 *
 * <p>Used by one thread at a time.
 */
public interface NetlinkTransport extends AutoCloseable {

    /** Hands over one datagram, which may hold several messages.
     *
     * @throws NetlinkTransportException when the kernel did not take it */
    void send(byte[] datagram);

    /**
     * Waits, a bounded time, for one datagram.
     *
     * @throws NetlinkTransportException when none came in time, or datagrams were lost
     */
    byte[] receive();

    @Override
    void close();
}
