package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.DocumentSink;
import dev.lvsfleet.agent.drain.DrainStore;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.agent.verdict.VerdictSink;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.IpvsTable;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Reconciler reconciler;
    private final MemoryStore memory;
    private final IntentShell intent;
    private final VerdictBoard board;
    private final PassListener listener;
    private final TableListener table;
    private final Chronicle chronicle;
    private final Doorbell doorbell;
    private final Thread thread;

    private Timetable timetable;
    private Map<ServiceEndpoint, Compilation.Part> compiled = Map.of();

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

    /** Whom the loop tells what it did. */
    public record Audience(ReportOutbox reports, EventOutbox events, PassListener listener, TableListener table) {

        /** Nobody is shown the table. */
        public Audience(ReportOutbox reports, EventOutbox events, PassListener listener) {
            this(reports, events, listener, TableListener.NOBODY);
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
        this.table = audience.table();
        this.chronicle = new Chronicle(settings.node(), audience, clock);
        this.doorbell = new Doorbell(settling(settings.resyncInterval()));
        this.timetable = Timetable.starting(settings.resyncInterval(), System.nanoTime());
        this.reconciler = new Reconciler(
                kernel,
                new OwnershipStore(directory),
                remembered.owned(),
                listener,
                new Reconciler.Limits(settings.budget(), settings.reserved()));
        this.memory = new MemoryStore(directory, remembered);
        this.intent =
                new IntentShell(settings.budget(), new DrainStore(directory), remembered, audience.events()::tell);
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
        Doorbell.Ring ring = doorbell.await(intent.dueTick(timetable.dueTick()));
        if (ring.stopped()) {
            return false;
        }
        boolean due = timetable.isDue(System.nanoTime());
        try {
            answer(ring, due);
        } catch (RuntimeException | Error e) {
            broke(e);
        }
        boolean succeeded = situation().failures().isEmpty();
        long now = System.nanoTime();
        timetable = succeeded ? timetable.succeeded(due, now) : timetable.failed(due, now);
        return true;
    }

    private void answer(Doorbell.Ring ring, boolean due) {
        if (ring.verdicts()) {
            intent.judge(board.snapshot());
        }
        ring.document().ifPresent(intent::obey);
        ring.shown().ifPresent(this::compare);
        if (due && timetable.isRetrying()) {
            listener.retried();
        }
        boolean moved = intent.advance(kernel);
        boolean missed = ring.changed() && lacksAddress();
        if (due || missed || moved || ring.changesTarget()) {
            pass(ring.document(), due || missed);
        }
        ring.refusal().ifPresent(chronicle::refused); // last, so that it names the revision in force
    }

    /** An address of ours was taken away; what else was is found by the same look at the kernel. */
    private boolean lacksAddress() {
        try {
            return reconciler.lacksAddress();
        } catch (KernelUnavailableException e) {
            LOG.debugf("The addresses could not be read: %s", e.reason());
            return false; // the resync finds out
        }
    }

    private void compare(long newestOnBus) {
        intent.inForce()
                .map(AcceptedDocument::revision)
                .filter(revision -> newestOnBus < revision)
                .ifPresent(revision -> chronicle.behind(newestOnBus, revision));
    }

    private void pass(Optional<AcceptedDocument> cause, boolean resync) {
        intent.inForce().ifPresentOrElse(document -> serve(document, cause, resync), this::look);
    }

    private void look() {
        try {
            reconciler.look();
            conclude(
                    Optional.empty(),
                    Pass.nothing(List.of(), List.of()),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
            show(Optional.empty(), IpvsTable.EMPTY);
        } catch (KernelUnavailableException e) {
            unavailable(Optional.empty(), e, Optional.empty());
        }
    }

    private void serve(AcceptedDocument document, Optional<AcceptedDocument> cause, boolean resync) {
        EffectiveState effective = intent.step(document);
        List<String> failures = new ArrayList<>(intent.keep());
        try {
            Compilation compilation = TargetCompiler.compile(effective, intent.drains(), compiled);
            compiled = compilation.parts();
            Target target = compilation.target().under(document.state().table());
            Pass pass = reconciler.pass(target, resync);
            failures.addAll(pass.failures());
            failures.addAll(memory.keep(document, intent.verdicts(), intent.pools()));
            conclude(Optional.of(effective), pass, failures, Optional.empty(), cause);
            show(Optional.of(effective), target.table());
        } catch (KernelUnavailableException e) {
            unavailable(Optional.of(effective), e, cause);
        }
    }

    private void show(Optional<EffectiveState> effective, IpvsTable wanted) {
        Optional<Reading> reading = reconciler.takeReading();
        reconciler
                .belief()
                .ifPresent(it -> table.seen(new TableView(
                        effective,
                        wanted,
                        it.table(),
                        it.addresses(),
                        intent.drains().running(),
                        reading,
                        situation().equalsDocument())));
    }

    private void unavailable(
            Optional<EffectiveState> effective, KernelUnavailableException fault, Optional<AcceptedDocument> cause) {
        List<String> failures = List.of("The kernel cannot be used: " + fault.reason());
        conclude(
                effective,
                Pass.nothing(situation().foreign(), situation().conflicts()),
                failures,
                Optional.of(fault.reason()),
                cause);
    }

    private void conclude(
            Optional<EffectiveState> effective,
            Pass pass,
            List<String> failures,
            Optional<String> kernelFault,
            Optional<AcceptedDocument> cause) {
        Set<DesiredAddress> present =
                reconciler.belief().map(Observation::addresses).orElse(Set.of());
        chronicle.conclude(new Chronicle.Entry(
                effective, pass, failures, present, intent.drains().running(), intent.heldBack(), kernelFault, cause));
    }

    /** Nobody knows how far the pass got. Telling it may fail for the same reason, and must not end the loop either. */
    private void broke(Throwable failure) {
        reconciler.distrust();
        Situation before = situation();
        String sentence = "A pass broke off: " + failure;
        try {
            LOG.error("A pass broke off", failure);
            listener.broke();
            conclude(
                    before.effective(),
                    Pass.nothing(before.foreign(), before.conflicts()),
                    List.of(sentence),
                    before.kernelFault(),
                    Optional.empty());
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
            chronicle.broke(sentence);
        }
    }
}
