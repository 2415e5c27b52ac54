package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_DELADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_NEWADDR;

import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Puts addresses on an interface for a while: the kernel takes them away by itself unless they are put again before, so they
 * do not outlive the process that holds them.
 *
 * <p>The kernel counts whole seconds and looks once a second at most, so an address lasts from its seconds to two more.
 * Each is alone on its subnet (/32, /128). One that the interface has with another prefix is the node's own, and neither
 * held nor released: for IPv6 the kernel knows an address by its bits alone and would give the lease to that one
 * ({@code inet6_addr_modify()}). Takes CAP_NET_ADMIN. Safe for use by several threads.
 */
public final class LeaseClient implements AutoCloseable {

    private static final int LEAST_SECONDS = 1;

    private record Place(int index, InetAddress address) {}

    private final NetlinkConnection connection;

    /** What was put here, and until when it lasts at least: these are leases, and nothing else. */
    private final Map<Place, Long> leases = new ConcurrentHashMap<>();

    /** Speaks over a connection of {@link NetlinkConstants#NETLINK_ROUTE}, and closes it in the end. */
    public LeaseClient(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** A client of the calling thread's network namespace. */
    public static LeaseClient open() {
        return new LeaseClient(NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
    }

    /**
     * Puts these addresses there, or lets those that are there last for as long from now, but for the node's own.
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
        List<InetAddress> free = withoutTheNodesOwn(interfaceIndex, addresses);
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        carryOut(
                free.stream()
                        .map(address -> new NetlinkRequest(
                                "hold " + address.getHostAddress() + " for " + seconds + " s",
                                RTM_NEWADDR,
                                flags,
                                AddressCodec.leased(interfaceIndex, address, seconds)))
                        .toList(),
                Set.of());
        free.forEach(address -> leases.put(new Place(interfaceIndex, address), until));
    }

    /** Reads the table for those only that are not known to be leases, so that to renew one costs no reading. */
    private List<InetAddress> withoutTheNodesOwn(int index, List<InetAddress> addresses) {
        long now = System.nanoTime();
        leases.values().removeIf(until -> until - now < 0);
        if (addresses.stream().allMatch(address -> leases.containsKey(new Place(index, address)))) {
            return addresses;
        }
        Set<InetAddress> own = connection
                .undisturbedDump(new NetlinkRequest("list addresses", RTM_GETADDR, 0, AddressCodec.anyAddress()))
                .stream()
                .map(NetworkChangeCodec::change)
                .flatMap(Optional::stream)
                .filter(NetworkChange.AddressIs.class::isInstance)
                .map(NetworkChange.AddressIs.class::cast)
                .filter(is -> is.index() == index && is.prefixLength() != AddressCodec.alone(is.address()))
                .map(NetworkChange.AddressIs::address)
                .collect(Collectors.toSet());
        return addresses.stream().filter(address -> !own.contains(address)).toList();
    }

    /** Takes them away; they are gone when this returns, those included that were not there.
     *
     * @throws NetlinkException with the first refusal, after all have been tried
     * @throws dev.lvsfleet.linux.netlink.NetlinkTransportException when the kernel did not answer */
    public void release(int interfaceIndex, List<InetAddress> addresses) {
        addresses.forEach(address -> leases.remove(new Place(interfaceIndex, address)));
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
