package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_DELADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_NEWADDR;

import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts addresses on an interface for a while: the kernel takes them away by itself unless they are put again before, so they
 * do not outlive the process that holds them.
 *
 * <p>The kernel counts whole seconds and looks once a second at most, so an address lasts from its seconds to two more.
 * Each is alone on its subnet (/32, /128). Takes CAP_NET_ADMIN. Safe for use by several threads.
 */
public final class LeaseClient implements AutoCloseable {

    private static final int LEAST_SECONDS = 1;

    private final NetlinkConnection connection;

    /** Speaks over a connection of {@link NetlinkConstants#NETLINK_ROUTE}, and closes it in the end. */
    public LeaseClient(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** A client of the calling thread's network namespace. */
    public static LeaseClient open() {
        return new LeaseClient(NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
    }

    /**
     * Puts these addresses there, or lets those that are there last for as long from now.
     *
     * @param seconds 1 or more
     * @throws NetlinkException with the first refusal, after all have been tried
     * @throws dev.lvsfleet.linux.netlink.NetlinkTransportException when the kernel did not answer
     */
    public void hold(int interfaceIndex, List<InetAddress> addresses, int seconds) {
        if (seconds < LEAST_SECONDS) {
            throw new IllegalArgumentException("a lease lasts a second or more, not " + seconds);
        }
        int flags = NetlinkConstants.NLM_F_CREATE | LinkConstants.NLM_F_REPLACE;
        carryOut(
                addresses.stream()
                        .map(address -> new NetlinkRequest(
                                "hold " + address.getHostAddress() + " for " + seconds + " s",
                                RTM_NEWADDR,
                                flags,
                                AddressCodec.leased(interfaceIndex, address, seconds)))
                        .toList(),
                Set.of());
    }

    /** Takes them away; they are gone when this returns, those included that were not there.
     *
     * @throws NetlinkException with the first refusal, after all have been tried
     * @throws dev.lvsfleet.linux.netlink.NetlinkTransportException when the kernel did not answer */
    public void release(int interfaceIndex, List<InetAddress> addresses) {
        carryOut(
                addresses.stream()
                        .map(address -> new NetlinkRequest(
                                "release " + address.getHostAddress(),
                                RTM_DELADDR,
                                0,
                                AddressCodec.leased(interfaceIndex, address, LEAST_SECONDS)))
                        .toList(),
                // With the interface its addresses went.
                Set.of(Errno.EADDRNOTAVAIL, Errno.ENODEV));
    }

    private void carryOut(List<NetlinkRequest> requests, Set<Errno> alreadySo) {
        List<Acknowledgement> answers = connection.batch(requests);
        List<NetlinkException> refusals = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Acknowledgement answer = answers.get(i);
            if (!answer.isDone() && !alreadySo.contains(answer.errno())) {
                refusals.add(new NetlinkException(requests.get(i).operation(), answer));
            }
        }
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
