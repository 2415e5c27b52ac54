package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_DELLINK;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETLINK;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_NEWLINK;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.util.List;

/**
 * Lists network interfaces, makes and deletes those that are software, and brings them up or down.
 *
 * <p>Deleting what is not there is no error. Changing takes CAP_NET_ADMIN. Throws {@link NetlinkException} when the kernel
 * refuses and {@link UnknownInterfaceException} when it has no such interface. Safe for use by several threads.
 */
public final class LinkClient implements AutoCloseable {

    private final NetlinkConnection connection;

    /** Speaks over a connection of {@link NetlinkConstants#NETLINK_ROUTE}, and closes it in the end. */
    public LinkClient(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** A client of the calling thread's network namespace. */
    public static LinkClient open() {
        return new LinkClient(NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
    }

    /** Every interface, in the order of the kernel's numbers.
     *
     * @throws dev.lvsfleet.linux.netlink.DisturbedDumpException when they never stopped changing */
    public List<Link> links() {
        return connection
                .undisturbedDump(new NetlinkRequest("list interfaces", RTM_GETLINK, 0, LinkCodec.any()))
                .stream()
                .filter(message -> message.type() == RTM_NEWLINK)
                .map(LinkCodec::link)
                .toList();
    }

    /** Makes an interface, down and without addresses; refused when there is one of this name.
     *
     * @param kind as ip-link(8) has it: with {@code ipip} or {@code gre}, a tunnel from any end to any */
    public void create(String name, String kind) {
        connection.execute(new NetlinkRequest(
                "create " + kind + " interface " + name,
                RTM_NEWLINK,
                NetlinkConstants.NLM_F_CREATE | NetlinkConstants.NLM_F_EXCL,
                LinkCodec.creation(name, kind)));
    }

    /** Makes a tunnel, down and without addresses, from any end to this one; refused when there is one of this name.
     *
     * @param kind as ip-link(8) has it: {@code ip6tnl}, which then unwraps IPv4 and IPv6
     * @param local this end's address, of the family that the kind travels in */
    public void create(String name, String kind, InetAddress local) {
        connection.execute(new NetlinkRequest(
                "create " + kind + " tunnel " + name + " to " + local.getHostAddress(),
                RTM_NEWLINK,
                NetlinkConstants.NLM_F_CREATE | NetlinkConstants.NLM_F_EXCL,
                LinkCodec.creation(name, kind, local)));
    }

    /** Makes a GRE tunnel, down and without addresses, from any end to this one; refused when there is one of this name.
     * It takes all GRE without a key to that address, and drops what bears no checksum.
     *
     * @param kind {@code gre} over IPv4 or {@code ip6gre} over IPv6
     * @param local this end's address, of the family that the kind travels in */
    public void createChecksummed(String name, String kind, InetAddress local) {
        connection.execute(new NetlinkRequest(
                "create " + kind + " tunnel " + name + " with checksums to " + local.getHostAddress(),
                RTM_NEWLINK,
                NetlinkConstants.NLM_F_CREATE | NetlinkConstants.NLM_F_EXCL,
                LinkCodec.checksummed(name, kind, local)));
    }

    public void bringUp(String name) {
        change("bring up " + name, name, true);
    }

    public void bringDown(String name) {
        change("bring down " + name, name, false);
    }

    private void change(String operation, String name, boolean up) {
        connection.execute(new NetlinkRequest(operation, RTM_NEWLINK, 0, LinkCodec.upOrDown(index(name), up)));
    }

    /** Deletes an interface, and with it its addresses and routes. */
    public void delete(String name) {
        try {
            connection.execute(
                    new NetlinkRequest("delete interface " + name, RTM_DELLINK, 0, LinkCodec.number(index(name))));
        } catch (UnknownInterfaceException gone) {
            return;
        } catch (NetlinkException refusal) {
            if (!refusal.errno().equals(Errno.ENODEV)) {
                throw refusal;
            }
        }
    }

    private int index(String name) {
        return links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownInterfaceException(name))
                .index();
    }

    @Override
    public void close() {
        connection.close();
    }
}
