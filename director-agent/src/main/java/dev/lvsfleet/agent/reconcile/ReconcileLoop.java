package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.DocumentSink;
import dev.lvsfleet.agent.drain.DrainStore;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.agent.verdict.VerdictSink;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The one thread that changes the kernel: woken by documents, verdicts and the resync timer, it makes the kernel equal to
 * what is in effect, keeps that on disk and reports it. Nothing ends it but {@link #stop}, and stopping leaves the table
 * and the addresses as they are.
 *
 * <p>The methods that ring are thread-safe and never block.
 */
public final class ReconcileLoop implements DocumentSink, VerdictSink {

    private static final Logger LOG = Logger.getLogger(ReconcileLoop.class);
    /** For how long, at most, the bus must show nothing more before what it has shown counts as all there is. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Kernel kernel;
    private final IntentShell intent;
    private final DriftWatch watch;
    private final PassShell passes;
    private final VerdictBoard board;
    private final PassListener listener;
    private final Consumer<AcceptedDocument> obeyed;
    private final Chronicle chronicle;
    private final Doorbell doorbell;
    private final Thread thread;

    private Timetable timetable;

    /**
     * What the loop must know of its node.
     *
     * @param reserved addresses that are never put on it: those of the bus
     */
    public record Settings(
            String node,
            Path stateDirectory,
            Duration resyncInterval,
            DeletionBudget budget,
            Set<InetAddress> reserved) {

        /** No address is reserved. */
        public Settings(String node, Path stateDirectory, Duration resyncInterval, DeletionBudget budget) {
            this(node, stateDirectory, resyncInterval, budget, Set.of());
        }
    }

    /**
     * Whom the loop tells what it did.
     *
     * @param obeyed told of each document that comes into force, as far as its budget lets it; must not block or throw
     */
    public record Audience(
            ReportOutbox reports,
            EventOutbox events,
            PassListener listener,
            TableListener table,
            Consumer<AcceptedDocument> obeyed) {

        /** Nobody is shown the table. */
        public Audience(ReportOutbox reports, EventOutbox events, PassListener listener) {
            this(reports, events, listener, TableListener.NOBODY, _ -> {});
        }
    }

    public ReconcileLoop(
            Settings settings,
            Kernel kernel,
            Remembered remembered,
            VerdictBoard board,
            Audience audience,
            InstantSource clock) {
        Path directory = settings.stateDirectory();
        this.settings = settings;
        this.kernel = kernel;
        this.board = board;
        this.listener = audience.listener();
        this.obeyed = audience.obeyed();
        this.chronicle = new Chronicle(settings.node(), audience, clock);
        this.doorbell = new Doorbell(settling(settings.resyncInterval()));
        this.timetable = Timetable.starting(settings.resyncInterval(), System.nanoTime());
        Reconciler reconciler = new Reconciler(
                kernel,
                new OwnershipStore(directory),
                remembered.owned(),
                listener,
                new Reconciler.Limits(settings.budget(), settings.reserved()));
        this.intent =
                new IntentShell(settings.budget(), new DrainStore(directory), remembered, audience.events()::tell);
        this.watch = new DriftWatch(reconciler, settings.resyncInterval());
        this.passes =
                new PassShell(reconciler, watch, new MemoryStore(directory, remembered), intent, chronicle, audience);
        this.thread = Thread.ofPlatform().name("reconcile").daemon(true).unstarted(this::run);
    }

    private static Duration settling(Duration resyncInterval) {
        Duration settling = resyncInterval.multipliedBy(3);
        return settling.compareTo(LONGEST_SETTLING) < 0 ? settling : LONGEST_SETTLING;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void document(AcceptedDocument newest) {
        doorbell.document(newest, System.nanoTime());
    }

    @Override
    public void shown(long revision) {
        doorbell.shown(revision, System.nanoTime());
    }

    @Override
    public void refused(String reason) {
        doorbell.refused(reason);
    }

    @Override
    public void verdicts() {
        doorbell.verdicts(System.nanoTime());
    }

    /** The kernel has told of a change of links, addresses or routes. */
    public void changed() {
        doorbell.changed(System.nanoTime());
    }

    /** How the node stands after the newest pass; any thread may ask. */
    public Situation situation() {
        return chronicle.situation();
    }

    public Duration resyncInterval() {
        return settings.resyncInterval();
    }

    /** Lets a pass under way finish, for a bounded time. */
    public void stop() {
        doorbell.stop();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (kernel) {
            while (turn()) {
                // turn() waits
            }
        } catch (InterruptedException e) {
            LOG.info("The reconcile loop was interrupted and ends; the kernel stays as it is");
        }
    }

    /** Waits for something to do and does it; false when there will be nothing more. */
    private boolean turn() throws InterruptedException {
        Doorbell.Ring ring = doorbell.await(watch.dueTick(intent.dueTick(timetable.dueTick())));
        if (ring.stopped()) {
            return false;
        }
        boolean due = timetable.isDue(System.nanoTime());
        boolean passed = true;
        try {
            passed = answer(ring, due);
        } catch (RuntimeException | Error e) {
            passes.broke(e);
        }
        reply(ring);
        if (passed) {
            boolean succeeded = situation().failures().isEmpty();
            long now = System.nanoTime();
            timetable = succeeded ? timetable.succeeded(due, now) : timetable.failed(due, now);
        }
        return true;
    }

    /** Does what there is to do; whether that took a pass. */
    private boolean answer(Doorbell.Ring ring, boolean due) {
        if (ring.verdicts()) {
            intent.judge(board.snapshot());
        }
        ring.document().ifPresent(this::obey);
        if (due && timetable.isRetrying()) {
            listener.retried();
        }
        boolean moved = intent.advance(kernel);
        boolean missed = watch.isMissing(ring.changed());
        boolean must = due || missed || moved || ring.changesTarget();
        if (must) {
            passes.pass(ring.document(), due || missed);
        }
        return must;
    }

    /** Last, so that it names the revision in force; and whatever became of the pass, for the bell says it once. */
    private void reply(Doorbell.Ring ring) {
        try {
            ring.shown().ifPresent(this::compare);
            ring.refusal().ifPresent(chronicle::refused);
        } catch (RuntimeException | Error e) {
            passes.broke(e);
        }
    }

    private void obey(AcceptedDocument newest) {
        intent.obey(newest);
        intent.inForce().ifPresent(obeyed);
    }

    private void compare(long newestOnBus) {
        intent.inForce()
                .map(AcceptedDocument::revision)
                .filter(revision -> newestOnBus < revision)
                .ifPresent(revision -> chronicle.behind(newestOnBus, revision));
    }
}
