package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;

/** VRRP of one family on one interface. */
interface Port extends AutoCloseable {

    /** Hears the group from now on. */
    void join(InetAddress group);

    /** Takes the next packet, if there is one. */
    boolean receive();

    /** The one that was taken last, until the next is. */
    ReceivedPacket received();

    /** A way to send from one address to another; closed before the port is. */
    Sender sender(InetAddress source, InetAddress destination);

    @Override
    void close();

    /** A way to one address. */
    interface Sender extends AutoCloseable {

        Errno send(byte[] message);

        @Override
        void close();
    }
}
