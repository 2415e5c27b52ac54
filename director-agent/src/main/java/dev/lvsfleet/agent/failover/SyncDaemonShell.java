package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.failover.SyncDaemonPlanner.Operation;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.ipvs.CommandResult;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsUnavailableException;
import dev.lvsfleet.ipvs.SyncDaemon;
import dev.lvsfleet.ipvs.SyncRole;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the kernel's sync daemons follow the roles: at once when something changed, else at every verification. What fails is
 * tried again at the next one, and told when it is another failure than before.
 */
public final class SyncDaemonShell implements SyncDaemons, AutoCloseable {

    private final Supplier<IpvsClient> open;
    private final SyncDaemonStore store;
    private final Duration verification;
    private final Consumer<Notice> events;

    private @Nullable IpvsClient client;
    private Wish wish = new Wish(Optional.empty(), false, false);
    private Optional<ConnectionSync> ours;
    private long verifiedTick = System.nanoTime();
    private String failure = "";

    private record Wish(Optional<ConnectionSync> desired, boolean active, boolean standby) {}

    /** One that knows the daemons of an earlier run. */
    public SyncDaemonShell(
            Supplier<IpvsClient> open, SyncDaemonStore store, Duration verification, Consumer<Notice> events) {
        this.open = open;
        this.store = store;
        this.ours = remembered(store, events);
        this.verification = verification;
        this.events = events;
    }

    private static Optional<ConnectionSync> remembered(SyncDaemonStore store, Consumer<Notice> events) {
        try {
            return store.read();
        } catch (IOException e) {
            events.accept(trouble("It is not known which are ours: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static Notice trouble(String sentence) {
        return new Notice(Kind.ROUTER_FAULT, Severity.WARNING, "sync daemon", sentence);
    }

    @Override
    public void follow(Optional<ConnectionSync> desired, boolean active, boolean standby) {
        Wish newest = new Wish(desired, active, standby);
        boolean due = System.nanoTime() - verifiedTick >= verification.toNanos();
        if (newest.equals(wish) && !due) {
            return;
        }
        wish = newest;
        verifiedTick = System.nanoTime();
        if (desired.isPresent() || ours.isPresent()) {
            tell(attempt(newest));
        }
    }

    /** What did not work; empty when all did. */
    private String attempt(Wish newest) {
        try {
            if (newest.desired().isPresent()) {
                own(newest.desired()); // before it runs: a crash in between leaves a claim on nothing, not a
                // daemon of nobody
            }
            IpvsClient kernel = opened();
            List<Operation> plan =
                    SyncDaemonPlanner.plan(newest.desired(), newest.active(), newest.standby(), ours, kernel.daemons());
            for (Operation operation : plan) {
                CommandResult result = switch (operation) {
                    case Operation.Stop(SyncRole role) -> kernel.stop(role);
                    case Operation.Start(SyncDaemon daemon) -> kernel.start(daemon);
                };
                if (result instanceof CommandResult.Refused refused) {
                    return refused.message();
                }
            }
            own(newest.desired());
            return "";
        } catch (IOException e) {
            return "what is ours could not be kept on disk: " + e;
        } catch (IpvsUnavailableException | NetlinkException | NetlinkTransportException | SystemCallException e) {
            close();
            return String.valueOf(e.getMessage());
        }
    }

    private void own(Optional<ConnectionSync> newest) throws IOException {
        if (!newest.equals(ours)) {
            store.write(newest);
            ours = newest;
        }
    }

    private void tell(String newest) {
        if (!newest.isEmpty() && !newest.equals(failure)) {
            events.accept(trouble("Connections are not kept in step with the peers: " + newest));
        }
        failure = newest;
    }

    private IpvsClient opened() {
        if (client == null) {
            client = open.get();
        }
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
