package dev.lvsfleet.linux.fou;

import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.sys.Errno;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists, opens and closes the ports at which the kernel unwraps GUE, which its module {@code fou} does.
 *
 * <p>Takes CAP_NET_ADMIN. The family is looked up for each call, so the module may come and go. Throws
 * {@link NetlinkException} when the kernel refuses. Safe for use by several threads.
 */
public final class FouClient implements AutoCloseable {

    private final NetlinkConnection connection;

    /** Speaks over a connection of {@link NetlinkConstants#NETLINK_GENERIC}, and closes it in the end. */
    public FouClient(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** A client of the calling thread's network namespace. */
    public static FouClient open() {
        return new FouClient(NetlinkConnection.open(NetlinkConstants.NETLINK_GENERIC));
    }

    /** Those that take packets from everywhere to every address; none when the module is not loaded.
     *
     * @throws dev.lvsfleet.linux.netlink.DisturbedDumpException when they never stopped changing */
    public Set<GueListener> listeners() {
        Optional<GenericNetlinkFamily> family = family();
        return family.isEmpty() ? Set.of() : listeners(family.get());
    }

    private Set<GueListener> listeners(GenericNetlinkFamily family) {
        return connection.undisturbedDump(family.request("list tunnels in UDP", FouCodec.FOU_CMD_GET, _ -> {})).stream()
                .map(FouCodec::listener)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Opens a port; refused with EADDRINUSE when anybody has it, with ENOENT when the module is not loaded. */
    public void listen(GueListener listener) {
        GenericNetlinkFamily family = GenericNetlinkFamily.resolve(connection, FouCodec.FAMILY);
        connection.execute(family.request(
                "unwrap gue at " + listener,
                FouCodec.FOU_CMD_ADD,
                attributes -> FouCodec.opening(listener, attributes)));
    }

    /** Closes a port; one that is not open is no error. */
    public void unlisten(GueListener listener) {
        Optional<GenericNetlinkFamily> family = family();
        // The kernel says EINVAL of one that is not there, and of much else.
        if (family.isPresent() && listeners(family.get()).contains(listener)) {
            connection.execute(family.get()
                    .request(
                            "unwrap gue no more at " + listener,
                            FouCodec.FOU_CMD_DEL,
                            attributes -> FouCodec.closing(listener, attributes)));
        }
    }

    private Optional<GenericNetlinkFamily> family() {
        try {
            return Optional.of(GenericNetlinkFamily.resolve(connection, FouCodec.FAMILY));
        } catch (NetlinkException refusal) {
            if (refusal.errno().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
