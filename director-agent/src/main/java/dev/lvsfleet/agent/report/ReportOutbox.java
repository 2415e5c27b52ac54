package dev.lvsfleet.agent.report;

import dev.lvsfleet.agent.outbox.BusOutbox;
import dev.lvsfleet.agent.outbox.BusSender;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.RouterState;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest report on its way to the bus; one that a newer one overtakes while the bus is away is not sent. Thread-safe.
 *
 * <p>What an examination finds goes with every report from then on, and at once with the newest one again: a reconcile and an
 * examination end at different times, and neither waits for the other.
 */
public final class ReportOutbox {

    private final BusOutbox outbox;
    private @Nullable ApplyReport newest;
    private @Nullable Examination examination;
    private List<RouterState> routers = List.of();
    private @Nullable String digest;

    /** An outbox whose losses are only logged. */
    public ReportOutbox(BusSender sender) {
        this(sender, _ -> {});
    }

    /**
     * An empty outbox.
     *
     * @param onLoss told of every report that the bus can never take, with a sentence that says why; must not block
     */
    public ReportOutbox(BusSender sender, Consumer<String> onLoss) {
        this.outbox = new BusOutbox(1, sender, new BusOutbox.Losses(() -> {}, onLoss));
    }

    public synchronized void send(ApplyReport report) {
        newest = report;
        offer(report);
    }

    /** Before the first report nothing is sent: a node that nobody reports of is told of by nobody. */
    public synchronized void examined(Examination result) {
        examination = result;
        if (newest != null) {
            offer(newest);
        }
    }

    /** Where the virtual routers are and what the table is; goes with every report from then on, and at once, too. */
    public synchronized void standing(List<RouterState> newestRouters, @Nullable String newestDigest) {
        routers = List.copyOf(newestRouters);
        digest = newestDigest;
        if (newest != null) {
            offer(newest);
        }
    }

    /** In the order of the calls, hence under the lock; the outbox never blocks. */
    private void offer(ApplyReport report) {
        ApplyReport whole = report.with(routers, digest);
        outbox.offer(ContractJson.encode(examination == null ? whole : whole.with(examination)));
    }

    /** Whether the newest attempt to deliver a report succeeded. */
    public boolean isDelivering() {
        return outbox.isDelivering();
    }
}
