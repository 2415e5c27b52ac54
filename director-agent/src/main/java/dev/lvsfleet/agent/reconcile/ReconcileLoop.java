package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.DocumentSink;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.agent.verdict.VerdictSink;
import dev.lvsfleet.agent.verdict.VerdictStore;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes the kernel: woken by documents, verdicts and the resync timer, it makes the kernel equal to
 * what is in effect, keeps that on disk and reports it. Nothing ends it but {@link #stop}, and stopping leaves the table
 * and the addresses as they are.
 *
 * <p>The methods that ring are thread-safe and never block.
 */
public final class ReconcileLoop implements DocumentSink, VerdictSink {

    private static final Logger LOG = Logger.getLogger(ReconcileLoop.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Kernel kernel;
    private final Reconciler reconciler;
    private final MemoryStore memory;
    private final VerdictBoard board;
    private final ReportOutbox reports;
    private final EventOutbox events;
    private final PassListener listener;
    private final InstantSource clock;
    private final Doorbell doorbell = new Doorbell();
    private final Thread thread;

    private @Nullable AcceptedDocument inForce;
    private Verdicts verdicts;
    private volatile Situation situation = Situation.before(System.nanoTime());

    /** What the loop must know of its node. */
    public record Settings(String node, Path stateDirectory, Duration resyncInterval) {}

    /** Whom the loop tells what it did. */
    public record Audience(ReportOutbox reports, EventOutbox events, PassListener listener) {}

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
        this.reports = audience.reports();
        this.events = audience.events();
        this.listener = audience.listener();
        this.clock = clock;
        this.reconciler = new Reconciler(kernel, new OwnershipStore(directory), remembered.owned(), listener);
        this.memory = new MemoryStore(
                new LastGoodStore(directory),
                new VerdictStore(directory),
                remembered.document(),
                remembered.verdicts());
        this.inForce = remembered.document().orElse(null);
        this.verdicts = remembered.verdicts();
        this.thread = Thread.ofPlatform().name("reconcile").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void document(AcceptedDocument newest) {
        doorbell.document(newest, System.nanoTime());
    }

    @Override
    public void refused(String reason) {
        Situation now = situation;
        reports.send(ReportRules.refused(settings.node(), now.revision(), reason, now.foreign(), clock.instant()));
    }

    @Override
    public void verdicts() {
        doorbell.verdicts(System.nanoTime());
    }

    /** How the node stands after the newest pass; any thread may ask. */
    public Situation situation() {
        return situation;
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
            pass(Optional.empty(), true);
            long resyncTick = System.nanoTime() + settings.resyncInterval().toNanos();
            while (true) {
                Doorbell.Ring ring = doorbell.await(resyncTick);
                if (ring.stopped()) {
                    return;
                }
                if (ring.verdicts()) {
                    verdicts = board.snapshot();
                }
                ring.document().ifPresent(newest -> inForce = newest);
                boolean resync = System.nanoTime() - resyncTick >= 0;
                pass(ring.document(), resync);
                if (resync) {
                    resyncTick = System.nanoTime() + settings.resyncInterval().toNanos();
                }
            }
        } catch (InterruptedException e) {
            LOG.info("The reconcile loop was interrupted and ends; the kernel stays as it is");
        }
    }

    /** Whatever goes wrong in a pass, the next one comes. */
    private void pass(Optional<AcceptedDocument> cause, boolean resync) {
        Situation before = situation;
        try {
            AcceptedDocument document = inForce;
            if (document == null) {
                look();
            } else {
                serve(document, cause, resync);
            }
        } catch (KernelUnavailableException e) {
            failed(before, cause, "The kernel cannot be used: " + e.reason(), Optional.of(e.reason()));
        } catch (RuntimeException | Error e) {
            LOG.error("A pass broke off", e);
            reconciler.distrust();
            listener.broke();
            failed(before, cause, "A pass broke off: " + e, before.kernelFault());
        }
    }

    private void look() throws KernelUnavailableException {
        boolean first = situation.passedAt().isEmpty();
        reconciler.look();
        Pass nothing = new Pass(0, List.of(), List.of(), List.of(), System.nanoTime(), Duration.ZERO);
        conclude(Optional.empty(), nothing, List.of(), Optional.empty(), Optional.empty(), first);
    }

    private void serve(AcceptedDocument document, Optional<AcceptedDocument> cause, boolean resync)
            throws KernelUnavailableException {
        boolean first = situation.passedAt().isEmpty();
        EffectiveState effective = EffectiveRules.of(document.state(), verdicts);
        Pass pass = reconciler.pass(TargetCompiler.compile(effective), resync);
        List<String> failures = new ArrayList<>(pass.failures());
        failures.addAll(memory.keep(document, verdicts));
        conclude(Optional.of(effective), pass, failures, Optional.empty(), cause, first);
    }

    /** Nothing is known to have changed, and it is said why. */
    private void failed(
            Situation before, Optional<AcceptedDocument> cause, String failure, Optional<String> kernelFault) {
        Optional<EffectiveState> effective =
                Optional.ofNullable(inForce).map(document -> EffectiveRules.of(document.state(), verdicts));
        Pass nothing = new Pass(0, List.of(), before.foreign(), List.of(), System.nanoTime(), Duration.ZERO);
        conclude(effective, nothing, List.of(failure), kernelFault, cause, true);
    }

    private void conclude(
            Optional<EffectiveState> effective,
            Pass pass,
            List<String> failures,
            Optional<String> kernelFault,
            Optional<AcceptedDocument> cause,
            boolean report) {
        Situation before = situation;
        Situation after = new Situation(
                Optional.of(clock.instant()),
                System.nanoTime(),
                effective,
                held(effective),
                pass.foreign(),
                failures,
                kernelFault);
        situation = after;
        listener.passed(
                after, pass, cause.map(it -> Duration.ofNanos(Math.max(0, pass.plannedTick() - it.receivedTick()))));
        NoticeRules.of(before, after, pass.drifts()).forEach(events::tell);
        if (report || cause.isPresent() || pass.isNoteworthy() || !failures.equals(before.failures())) {
            reports.send(ReportRules.of(settings.node(), after.revision(), cause, pass, failures, clock.instant()));
        }
    }

    private Set<DesiredAddress> held(Optional<EffectiveState> effective) {
        Set<DesiredAddress> held = new HashSet<>();
        effective.ifPresent(state -> held.addAll(state.addresses()));
        held.retainAll(reconciler.belief().map(Observation::addresses).orElse(Set.of()));
        return held;
    }
}
