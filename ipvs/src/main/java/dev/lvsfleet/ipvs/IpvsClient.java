package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.OperationResult.Done;
import dev.lvsfleet.ipvs.OperationResult.Failed;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and changes the kernel's IPVS tables in one network namespace.
 *
 * <p>Assumes that nobody else writes while a dump runs: the kernel resumes dumps by position and may then skip live entries
 * without saying so. There is no flush on purpose. Safe for use by several threads. A conversation that breaks off throws
 * {@link dev.lvsfleet.linux.netlink.NetlinkTransportException}; the tables are then unknown and must be read again.
 */
public final class IpvsClient implements AutoCloseable {

    private final NetlinkConnection connection;
    private final IpvsCodec codec;

    /**
     * Speaks over a connection of generic netlink, and closes it in the end.
     *
     * @throws IpvsUnavailableException when the kernel has no IPVS
     */
    public IpvsClient(NetlinkConnection connection) {
        this.connection = connection;
        this.codec = new IpvsCodec(resolve(connection));
    }

    /**
     * A client of the calling thread's network namespace.
     *
     * @throws IpvsUnavailableException when the kernel has no IPVS
     */
    public static IpvsClient open() {
        NetlinkConnection connection = NetlinkConnection.open(NetlinkConstants.NETLINK_GENERIC);
        try {
            return new IpvsClient(connection);
        } catch (RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static GenericNetlinkFamily resolve(NetlinkConnection connection) {
        try {
            return GenericNetlinkFamily.resolve(connection, IpvsConstants.FAMILY);
        } catch (NetlinkException refusal) {
            if (refusal.errno().equals(Errno.ENOENT)) {
                throw new IpvsUnavailableException("the kernel has no IPVS: load ip_vs (modprobe ip_vs)", refusal);
            }
            throw refusal;
        }
    }

    /**
     * Reads the whole of the tables; nothing in them gives an empty table.
     *
     * @throws dev.lvsfleet.linux.netlink.DisturbedDumpException when the kernel says that it never stopped changing
     * @throws IpvsUnavailableException when this process lacks CAP_NET_ADMIN, which even reading takes
     */
    public IpvsDump dump() {
        IpvsDumpReader reader = new IpvsDumpReader();
        read(codec.services()).forEach(reader::service);
        for (VirtualService service : reader.services()) {
            read(codec.destinations(service.key())).forEach(entry -> reader.destination(service, entry));
        }
        return reader.result();
    }

    /**
     * Carries out operations in order, many to one send.
     *
     * <p>An addition that finds its entry sets it, and a deletion that finds none is done. One failure does not stop those
     * that follow.
     *
     * @return what became of each, in the order of the operations
     */
    public List<OperationResult> apply(List<IpvsOperation> operations) {
        List<Acknowledgement> answers =
                connection.batch(operations.stream().map(codec::request).toList());
        List<OperationResult> results = new ArrayList<>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            results.add(result(operations.get(i), answers.get(i)));
        }
        return results;
    }

    @Override
    public void close() {
        connection.close();
    }

    private OperationResult result(IpvsOperation operation, Acknowledgement answer) {
        return switch (Outcome.of(operation, answer.errno())) {
            case DONE -> new Done(operation);
            case FAILED -> new Failed(operation, answer.errno(), FailureSentence.of(operation, answer));
            case SET_INSTEAD -> setInstead(operation);
        };
    }

    private OperationResult setInstead(IpvsOperation addition) {
        Acknowledgement answer = connection
                .batch(List.of(codec.request(Outcome.asSet(addition))))
                .getFirst();
        return answer.isDone()
                ? new Done(addition)
                : new Failed(addition, answer.errno(), FailureSentence.of(addition, answer));
    }

    private List<NetlinkMessage> read(NetlinkRequest request) {
        try {
            return connection.undisturbedDump(request);
        } catch (NetlinkException refusal) {
            if (refusal.errno().equals(Errno.EPERM)) {
                throw new IpvsUnavailableException(
                        "reading IPVS takes CAP_NET_ADMIN in the initial user namespace", refusal);
            }
            throw refusal;
        }
    }
}
