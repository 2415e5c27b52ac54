package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** What the thread of the virtual routers touches of the world; the seam that tests replace. Used by that thread alone. */
interface Network extends AutoCloseable {

    /** The monotonic clock, in nanoseconds. */
    long now();

    /** Waits until something can be read, or somebody posts a command, or the time is over.
     *
     * @param nanos 0 or less looks and does not wait */
    void await(long nanos);

    /** Waits that long, whatever happens meanwhile. */
    void rest(long nanos);

    /** All links and addresses.
     *
     * @throws RuntimeException of netlink, when they cannot be read */
    List<NetworkChange> everything();

    /** Each change since the last call; false when some were lost, and {@link #everything} has to be read. */
    boolean changes(Consumer<NetworkChange> consumer);

    /** A way to speak VRRP on an interface.
     *
     * @throws dev.lvsfleet.linux.sys.SystemCallException when the kernel gives none */
    Port open(boolean ipv6, String interfaceName, int interfaceIndex);

    /** Puts addresses there, or lets those that are there last longer.
     *
     * @throws RuntimeException of netlink, when the kernel refuses or does not answer */
    void hold(int interfaceIndex, List<InetAddress> addresses, int seconds);

    /** Takes addresses away; when this returns they are gone.
     *
     * @throws RuntimeException of netlink, when the kernel refuses or does not answer */
    void release(int interfaceIndex, List<InetAddress> addresses);

    /** Sends a whole frame. */
    Errno send(int interfaceIndex, byte[] frame);

    /** Whether this host forwards IPv6 that comes by the interface. */
    boolean forwardsIpv6(String interfaceName);

    @Override
    void close();
}
