package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.DisturbedDumpException;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.sys.Errno;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads and changes the kernel's IPVS in one network namespace.
 *
 * <p>Assumes that nobody else writes while a dump runs: the kernel resumes dumps by position and may then skip live entries
 * without saying so; {@link #settledDump} is for when that cannot be ruled out. There is no flush on purpose. Safe for use by
 * several threads, of which one at a time reads or writes. A conversation that breaks off throws
 * {@link dev.lvsfleet.linux.netlink.NetlinkTransportException}; the tables are then unknown and must be read again.
 */
public final class IpvsClient implements AutoCloseable {

    /** As often the tables are read to find them the same twice running. */
    private static final int MOST_READINGS = 5;

    private final FamilyConnection kernel;
    private final OperationBatch batch;
    private final ReentrantLock use = new ReentrantLock();

    /**
     * Speaks over a connection of generic netlink, and closes it in the end.
     *
     * @throws IpvsUnavailableException when the kernel has no IPVS
     */
    public IpvsClient(NetlinkConnection connection) {
        this.kernel = new FamilyConnection(connection);
        this.batch = new OperationBatch(kernel);
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

    /**
     * Reads the whole of the tables; nothing in them gives an empty table.
     *
     * @throws DisturbedDumpException when the kernel says that it never stopped changing
     * @throws IpvsUnavailableException when this process lacks CAP_NET_ADMIN, which even reading takes
     */
    public IpvsDump dump() {
        return alone(() -> {
            IpvsDumpReader reader = new IpvsDumpReader();
            kernel.list(family -> new IpvsCodec(family).services()).forEach(reader::service);
            return withDestinations(reader);
        });
    }

    /**
     * Reads the services without their destinations, for the price of one request; those that the value model cannot express
     * are left out. Throws as {@link #dump()} does.
     */
    public List<VirtualService> services() {
        return alone(() -> {
            IpvsDumpReader reader = new IpvsDumpReader();
            kernel.list(family -> new IpvsCodec(family).services()).forEach(reader::service);
            return reader.services();
        });
    }

    /** Reads one service and its destinations; no such service gives an empty table. Throws as {@link #dump()} does. */
    public IpvsDump dump(ServiceKey service) {
        return alone(() -> {
            IpvsDumpReader reader = new IpvsDumpReader();
            shown(service).ifPresent(reader::service);
            return withDestinations(reader);
        });
    }

    /**
     * Reads the whole of the tables until two readings running agree, so that an entry that is not there is missing and was
     * not skipped.
     *
     * @throws DisturbedDumpException when none of five readings was like the one before
     */
    public IpvsDump settledDump() {
        IpvsDump before = dump();
        for (int reading = 1; reading < MOST_READINGS; reading++) {
            IpvsDump again = dump();
            if (again.equals(before)) {
                return again;
            }
            before = again;
        }
        throw new DisturbedDumpException("the IPVS tables changed between any two of " + MOST_READINGS + " readings");
    }

    /** Reads the whole of the tables and what they carry, for the price of one dump. Throws as {@link #dump()} does. */
    public IpvsReading read() {
        return alone(() -> {
            IpvsDumpReader settings = new IpvsDumpReader();
            StatisticsReader carried = new StatisticsReader();
            kernel.list(family -> new IpvsCodec(family).services()).forEach(message -> {
                settings.service(message);
                carried.service(message);
            });
            for (VirtualService service : settings.services()) {
                destinations(service.key()).forEach(entry -> {
                    ShownDestination shown = new ShownDestination(service.key().family());
                    ShownConnections connections = new ShownConnections();
                    ShownNest.read(entry, IpvsConstants.CMD_ATTR_DEST, attributes -> {
                        while (attributes.next()) {
                            shown.take(attributes);
                            connections.take(attributes);
                        }
                    });
                    settings.destination(service, shown);
                    carried.destination(service.key(), shown, connections);
                });
            }
            return new IpvsReading(settings.result(), carried.result(), carried.isWide());
        });
    }

    /** Reads what everything carries, apart from what it is set to. Throws as {@link #dump()} does. */
    public IpvsStatistics statistics() {
        return alone(() -> {
            StatisticsReader reader = new StatisticsReader();
            kernel.list(family -> new IpvsCodec(family).services()).forEach(reader::service);
            for (ServiceKey service : reader.services()) {
                destinations(service).forEach(entry -> reader.destination(service, entry));
            }
            return reader.result();
        });
    }

    /**
     * Carries out operations in order, many to one send.
     *
     * <p>An addition that finds its entry sets it, and a deletion that finds none is done. One failure does not stop those
     * that follow. Where answers are lost or the kernel was interrupted, the operations concerned are done again, which
     * changes nothing that was done.
     *
     * @return what became of each, in the order of the operations
     */
    public List<OperationResult> apply(List<IpvsOperation> operations) {
        return alone(() -> batch.apply(operations));
    }

    /** Sets the counters of a service and its destinations to 0. */
    public CommandResult zero(ServiceKey service) {
        return command(family -> new IpvsCodec(family).zero(service), "there is no such service");
    }

    /** Sets every counter to 0. */
    public CommandResult zeroAll() {
        return command(family -> new IpvsCodec(family).zeroAll(), "");
    }

    public IpvsModule module() {
        return ControlCodec.module(alone(() -> kernel.ask(ControlCodec::module)));
    }

    public IpvsTimeouts timeouts() {
        return ControlCodec.timeouts(alone(() -> kernel.ask(ControlCodec::timeouts)));
    }

    /** Sets the timeouts of the namespace, those excepted that are {@link IpvsTimeouts#UNCHANGED}. */
    public CommandResult set(IpvsTimeouts timeouts) {
        return command(family -> ControlCodec.set(family, timeouts), "");
    }

    /** The sync daemons that run, one of each role at most. */
    public List<SyncDaemon> daemons() {
        return alone(() -> kernel.list(ControlCodec::daemons)).stream()
                .map(ControlCodec::daemon)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Starts a sync daemon; refused while its role is taken, and while a destination is of another family than its service. */
    public CommandResult start(SyncDaemon daemon) {
        return command(family -> ControlCodec.start(family, daemon), "");
    }

    /**
     * Stops the sync daemon of a role. To the kernel it is an interruption when the daemon's thread never came to run
     * ({@code kthread_stop()}); it is gone all the same.
     */
    public CommandResult stop(SyncRole role) {
        CommandResult result = command(family -> ControlCodec.stop(family, role), "it does not run");
        return result instanceof CommandResult.Refused refused
                        && refused.errno().equals(Errno.EINTR)
                ? new CommandResult.Done()
                : result;
    }

    /**
     * Finds out what this kernel can do, by writing an entry and reading what was kept of it.
     *
     * <p>For that moment the namespace has one more service, for a firewall mark that is not in use (0xfffffffe), with a
     * destination that takes no connections; in a namespace made for it nobody sees that.
     *
     * @throws IllegalStateException when the kernel takes not even that
     */
    public Capabilities capabilities() {
        return alone(() -> {
            DeleteDestination empty = new DeleteDestination(CapabilityProbe.SERVICE, CapabilityProbe.DESTINATION.key());
            boolean found = shown(CapabilityProbe.SERVICE).isPresent();
            IpvsOperation before = found ? empty : new AddService(VirtualService.of(CapabilityProbe.SERVICE, "rr"));
            IpvsOperation after = found ? empty : new DeleteService(CapabilityProbe.SERVICE);
            try {
                requireDone(batch.apply(
                        List.of(before, new AddDestination(CapabilityProbe.SERVICE, CapabilityProbe.DESTINATION))));
                return CapabilityProbe.read(destinations(CapabilityProbe.SERVICE));
            } finally {
                batch.apply(List.of(after));
            }
        });
    }

    /** How often the kernel's module was found to have been loaded anew, with empty tables, since this client was made. */
    public int moduleReloads() {
        return alone(kernel::reloads);
    }

    @Override
    public void close() {
        kernel.close();
    }

    private IpvsDump withDestinations(IpvsDumpReader reader) {
        for (VirtualService service : reader.services()) {
            destinations(service.key()).forEach(entry -> reader.destination(service, entry));
        }
        return reader.result();
    }

    private List<NetlinkMessage> destinations(ServiceKey service) {
        return kernel.list(family -> new IpvsCodec(family).destinations(service));
    }

    private Optional<NetlinkMessage> shown(ServiceKey service) {
        try {
            return kernel.ask(family -> new IpvsCodec(family).service(service)).stream()
                    .findFirst();
        } catch (NetlinkException refusal) {
            if (refusal.errno().equals(Errno.ESRCH)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private CommandResult command(Function<GenericNetlinkFamily, NetlinkRequest> request, String meaningOfMissing) {
        return alone(() -> {
            try {
                kernel.order(request);
                return new CommandResult.Done();
            } catch (NetlinkException refusal) {
                boolean missing = refusal.errno().equals(Errno.ESRCH) && !meaningOfMissing.isEmpty();
                String reason = missing ? meaningOfMissing : "the kernel answered " + refusal.answer();
                return new CommandResult.Refused(refusal.errno(), refusal.operation() + ": " + reason);
            }
        });
    }

    private static void requireDone(List<OperationResult> results) {
        for (OperationResult result : results) {
            if (result instanceof OperationResult.Failed failed) {
                throw new IllegalStateException("what this kernel can do is unknown: " + failed.message());
            }
        }
    }

    private <T> T alone(Supplier<T> work) {
        use.lock();
        try {
            return work.get();
        } finally {
            use.unlock();
        }
    }
}
