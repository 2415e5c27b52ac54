package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.LinkConstants.NLM_F_REPLACE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_DELROUTE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_GETROUTE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_NEWROUTE;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads and replaces the default route of the main table.
 *
 * <p>Changing takes CAP_NET_ADMIN. Throws {@link NetlinkException} when the kernel refuses. Safe for use by several threads.
 */
public final class RouteClient implements AutoCloseable {

    private final NetlinkConnection connection;

    /** Speaks over a connection of {@link NetlinkConstants#NETLINK_ROUTE}, and closes it in the end. */
    public RouteClient(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** A client of the calling thread's network namespace. */
    public static RouteClient open() {
        return new RouteClient(NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
    }

    /** The default routes of a family, the one that counts first.
     *
     * @throws dev.lvsfleet.linux.netlink.DisturbedDumpException when they never stopped changing */
    public List<DefaultRoute> defaultRoutes(boolean ipv6) {
        return connection.undisturbedDump(new NetlinkRequest("list routes", RTM_GETROUTE, 0, RouteCodec.any())).stream()
                .filter(message -> message.type() == RTM_NEWROUTE)
                .map(RouteCodec::defaultRoute)
                .flatMap(Optional::stream)
                .filter(route -> route.ipv6() == ipv6)
                .sorted(Comparator.comparingLong(DefaultRoute::metric))
                .toList();
    }

    /** Puts the route in the place of the one of its family and metric, or beside the others when there is none. */
    public void replace(DefaultRoute route) {
        int flags = NetlinkConstants.NLM_F_CREATE | NLM_F_REPLACE;
        connection.execute(new NetlinkRequest("set " + route, RTM_NEWROUTE, flags, RouteCodec.payload(route)));
    }

    /** Deletes the route; one that is not there is no error. */
    public void delete(DefaultRoute route) {
        try {
            connection.execute(new NetlinkRequest("delete " + route, RTM_DELROUTE, 0, RouteCodec.payload(route)));
        } catch (NetlinkException refusal) {
            if (!refusal.errno().equals(Errno.ESRCH)) {
                throw refusal;
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
