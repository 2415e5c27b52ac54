package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.netlink.RequestDatagram;
import dev.lvsfleet.linux.sys.Errno;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A conversation with the IPVS family, whose number changes when its module is loaded anew.
 *
 * <p>A refusal that may mean that the number is out of date makes it look the number up once; if it has changed, it says so
 * in the log and asks again. Used by one thread at a time.
 */
final class FamilyConnection implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FamilyConnection.class.getName());

    private final NetlinkConnection connection;
    private GenericNetlinkFamily family;
    private int reloads;

    /** Looks the family up, which loads its module where that is possible.
     *
     * @throws IpvsUnavailableException when the kernel has no IPVS */
    FamilyConnection(NetlinkConnection connection) {
        this.connection = connection;
        this.family = resolve(connection);
    }

    /** How often the module was found to have been loaded anew, with empty tables. */
    int reloads() {
        return reloads;
    }

    /** The answer to a question.
     *
     * @throws NetlinkException when the kernel refuses it */
    List<NetlinkMessage> ask(Function<GenericNetlinkFamily, NetlinkRequest> request) {
        return again(() -> connection.execute(request.apply(family)));
    }

    /** Has an order carried out.
     *
     * @throws NetlinkException when the kernel refuses it, or is interrupted in it (EINTR) */
    void order(Function<GenericNetlinkFamily, NetlinkRequest> order) {
        again(() -> {
            NetlinkRequest request = order.apply(family);
            Acknowledgement answer = connection.outcome(request);
            if (!answer.isDone()) {
                throw new NetlinkException(request.operation(), answer);
            }
            return List.of();
        });
    }

    /** The entries of a table, read undisturbed.
     *
     * @throws NetlinkException when the kernel refuses to show it */
    List<NetlinkMessage> list(Function<GenericNetlinkFamily, NetlinkRequest> request) {
        return again(() -> connection.undisturbedDump(request.apply(family)));
    }

    /** Carries out the requests of one send in order; if the family had another number, all of them once more. */
    List<Acknowledgement> batch(Function<GenericNetlinkFamily, RequestDatagram> requests) {
        List<Acknowledgement> answers = connection.batch(requests.apply(family));
        boolean renewed =
                answers.stream().anyMatch(answer -> mayMeanAnotherNumber(answer.errno())) && foundAnotherNumber();
        return renewed ? connection.batch(requests.apply(family)) : answers;
    }

    @Override
    public void close() {
        connection.close();
    }

    private List<NetlinkMessage> again(Supplier<List<NetlinkMessage>> exchange) {
        try {
            return exchange.get();
        } catch (NetlinkException refusal) {
            if (refusal.errno().equals(Errno.EPERM)) {
                throw new IpvsUnavailableException(
                        "reading IPVS takes CAP_NET_ADMIN in the initial user namespace", refusal);
            }
            if (!mayMeanAnotherNumber(refusal.errno()) || !foundAnotherNumber()) {
                throw refusal;
            }
            return exchange.get();
        }
    }

    /** ENOENT: no family has the number. EOPNOTSUPP: another has it by now. Both mean other things to some commands. */
    private static boolean mayMeanAnotherNumber(Errno errno) {
        return errno.equals(Errno.ENOENT) || errno.equals(Errno.EOPNOTSUPP);
    }

    private boolean foundAnotherNumber() {
        GenericNetlinkFamily found = resolve(connection);
        if (found.equals(family)) {
            return false;
        }
        reloads++;
        LOG.log(
                System.Logger.Level.WARNING,
                "the IPVS module was loaded anew: its tables are empty, its family {0} is now {1}",
                Integer.toString(family.id()),
                Integer.toString(found.id()));
        family = found;
        return true;
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
}
