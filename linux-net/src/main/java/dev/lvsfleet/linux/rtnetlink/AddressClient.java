package dev.lvsfleet.linux.rtnetlink;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_DELADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETLINK;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_NEWADDR;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_NEWLINK;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists, adds and removes addresses of network interfaces.
 *
 * <p>Adding what is there and removing what is not are no errors. Adding and removing take CAP_NET_ADMIN. Throws
 * {@link NetlinkException} when the kernel refuses and {@link UnknownInterfaceException} when it has no such interface.
 * Safe for use by several threads.
 */
public final class AddressClient implements AutoCloseable {

    private final NetlinkConnection connection;

    /** Speaks over a connection of {@link NetlinkConstants#NETLINK_ROUTE}, and closes it in the end. */
    public AddressClient(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** A client of the calling thread's network namespace. */
    public static AddressClient open() {
        return new AddressClient(NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
    }

    /** Every address of every interface, IPv4 and IPv6.
     *
     * @throws dev.lvsfleet.linux.netlink.DisturbedDumpException when they never stopped changing */
    public List<InterfaceAddress> addresses() {
        Map<Integer, String> names = names();
        return connection
                .undisturbedDump(new NetlinkRequest("list addresses", RTM_GETADDR, 0, AddressCodec.anyAddress()))
                .stream()
                .filter(message -> message.type() == RTM_NEWADDR)
                .map(message -> AddressCodec.address(message, names))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Puts an address on its interface; one that is there with this prefix length stays as it is. */
    public void add(InterfaceAddress address) {
        int flags = NetlinkConstants.NLM_F_CREATE | NetlinkConstants.NLM_F_EXCL;
        change("add " + address, RTM_NEWADDR, flags, address, Set.of(Errno.EEXIST));
    }

    /**
     * Takes an address off its interface.
     *
     * <p>With an IPv4 address shorter than /32 the kernel drops the secondary addresses of its subnet as well, unless the
     * interface has {@code promote_secondaries}.
     */
    public void remove(InterfaceAddress address) {
        change("remove " + address, RTM_DELADDR, 0, address, Set.of(Errno.EADDRNOTAVAIL));
    }

    @Override
    public void close() {
        connection.close();
    }

    private void change(String operation, int type, int flags, InterfaceAddress address, Set<Errno> alreadySo) {
        ByteBuffer payload = AddressCodec.payload(index(address.networkInterface()), address);
        try {
            connection.execute(new NetlinkRequest(operation, type, flags, payload));
        } catch (NetlinkException refusal) {
            if (!alreadySo.contains(refusal.errno())) {
                throw refusal;
            }
        }
    }

    /** Looked up each time: an interface that is made anew has a new index. */
    private int index(String name) {
        return names().entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new UnknownInterfaceException(name));
    }

    private Map<Integer, String> names() {
        Map<Integer, String> names = new LinkedHashMap<>();
        connection
                .undisturbedDump(new NetlinkRequest("list interfaces", RTM_GETLINK, 0, AddressCodec.anyLink()))
                .stream()
                .filter(message -> message.type() == RTM_NEWLINK)
                .forEach(message -> names.put(AddressCodec.linkIndex(message), AddressCodec.linkName(message)));
        return names;
    }
}
