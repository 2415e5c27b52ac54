package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.repair.ContestRules;
import dev.lvsfleet.agent.repair.RepairPace;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that prepares the node: woken by documents, by the kernel's word of a change and by the resync timer, it
 * makes the node equal to its baseline, or, when the node leaves the fleet, to what it was before. Stopping changes nothing.
 *
 * <p>The methods that ring are thread-safe and never block.
 */
public final class BaselineLoop {

    private static final Logger LOG = Logger.getLogger(BaselineLoop.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    /** Changes of the kernel come in bursts, and each pass reads the node: at most ten passes a second for them. */
    private static final Duration CALM = Duration.ofMillis(100);

    /** As long as the kernel keeps the flow of a UDP client that is silent (net/netfilter/ipvs/ip_vs_proto_udp.c). */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Settings settings;
    private final Node node;
    private final BaselineReconciler reconciler;
    private final EventOutbox events;
    private final PreparationListener listener;
    private final InstantSource clock;
    private final BaselineBell bell = new BaselineBell();
    private final Thread thread;

    private @Nullable AcceptedDocument inForce;
    /** What the node was in full after the pass before; null when it was not, or nobody knows. */
    private @Nullable Baseline settled;

    private Grace grace;
    private RepairPace<BaselineOperation> pace;
    /** What the newest pass left for later, because somebody keeps undoing it. */
    private List<BaselineOperation> held = List.of();

    private Duration retry = FIRST_RETRY;
    private long dueTick = System.nanoTime();
    private volatile Preparation preparation = Preparation.before(System.nanoTime());

    /**
     * What the loop must know of its node.
     *
     * @param leaving whether the node is taken back to what it was, whatever documents say
     * @param alone whether no reconcile loop runs beside this one, as on a real server
     * @param grace how long after a document what it no longer needs stays in any case; longer where a drain may last longer
     */
    public record Settings(
            Path stateDirectory, Duration resyncInterval, boolean leaving, boolean alone, Duration grace) {

        /** One with {@link #GRACE}. */
        public Settings(Path stateDirectory, Duration resyncInterval, boolean leaving, boolean alone) {
            this(stateDirectory, resyncInterval, leaving, alone, GRACE);
        }
    }

    public BaselineLoop(
            Settings settings,
            Node node,
            Remembered remembered,
            EventOutbox events,
            PreparationListener listener,
            InstantSource clock) {
        this.settings = settings;
        this.node = node;
        this.events = events;
        this.listener = listener;
        this.clock = clock;
        this.inForce = remembered.document().orElse(null);
        this.pace = RepairPace.starting(settings.resyncInterval());
        this.grace = Grace.starting(longest(remembered.drains()), System.nanoTime());
        OriginalsStore store = new OriginalsStore(settings.stateDirectory());
        this.reconciler = new BaselineReconciler(node, store, read(store));
        this.thread = Thread.ofPlatform().name("baseline").daemon(true).unstarted(this::run);
    }

    private static Duration longest(Drains drains) {
        return drains.running().stream()
                .map(Drain::limit)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Originals read(OriginalsStore store) {
        try {
            return store.read();
        } catch (IOException e) {
            String aside = "it is kept as baseline.json.damaged";
            try {
                store.setAside();
            } catch (IOException second) {
                aside = "it could not be set aside: " + second;
            }
            events.tell(new Notice(
                    Kind.APPLY_FAILED,
                    Severity.ERROR,
                    "baseline.json",
                    "The file was not read: " + e + "; what was changed before is not put back; " + aside));
            return Originals.NONE;
        }
    }

    public void start() {
        thread.start();
    }

    public void document(AcceptedDocument newest) {
        bell.document(newest);
    }

    /** A document was refused. */
    public void refused(String reason) {
        bell.refused(reason);
    }

    /** The kernel's network configuration is not what it was, or may not be. */
    public void changed() {
        bell.changed();
    }

    /** How the preparation stands after the newest pass; any thread may ask. */
    public Preparation preparation() {
        return preparation;
    }

    public Duration resyncInterval() {
        return settings.resyncInterval();
    }

    /** Whether no reconcile loop runs beside this one, so that this one speaks for the node. */
    public boolean isAlone() {
        return settings.alone();
    }

    /** Lets a pass under way finish, for a bounded time. */
    public void stop() {
        bell.stop();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (node) {
            while (turn()) {
                // turn() waits
            }
        } catch (InterruptedException e) {
            LOG.info("The baseline loop was interrupted and ends; the node stays as it is");
        }
    }

    private boolean turn() throws InterruptedException {
        long calmTick = preparation.passedTick() + CALM.toNanos();
        BaselineBell.Ring ring = bell.await(dueTick, calmTick);
        if (ring.stopped()) {
            return false;
        }
        ring.document().ifPresent(newest -> inForce = newest);
        try {
            pass(ring.document());
            ring.refusal().ifPresent(reason -> listener.refused(preparation, reason));
        } catch (RuntimeException | Error e) {
            broke(e);
        }
        schedule();
        return true;
    }

    /** Nobody knows how far the pass got. Telling it may fail for the same reason, and must not end the loop either. */
    private void broke(Throwable failure) {
        List<String> sentence = List.of("A pass over the node broke off: " + failure);
        try {
            LOG.error("A pass over the node broke off", failure);
            conclude(Optional.empty(), sentence, Optional.of(failure.toString()));
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
            preparation = preparation.broken(sentence, clock.instant(), System.nanoTime());
        }
    }

    private void pass(Optional<AcceptedDocument> cause) throws InterruptedException {
        AcceptedDocument document = inForce;
        if (document == null && !settings.leaving()) {
            conclude(Optional.empty(), List.of(), Optional.empty()); // nobody has said yet what the node shall be
            return;
        }
        boolean leaving = settings.leaving();
        Baseline desired = leaving || document == null ? Baseline.NONE : BaselineCompiler.compile(document.state());
        boolean isOldAim = grace.isAim(desired);
        Withdrawal withdrawal =
                leaving || document == null ? Withdrawal.AT_ONCE : withdrawal(desired, document.state());
        try {
            long nowTick = System.nanoTime();
            BaselinePass pass = reconciler.pass(desired, withdrawal, it -> pace.isHeld(it, nowTick));
            held = pass.held();
            conclude(desired, pass, isOldAim ? repairs(pass) : List.of(), cause);
        } catch (NodeUnavailableException e) {
            String reason = String.valueOf(e.getMessage());
            conclude(cause, List.of("The node could not be read: " + reason), Optional.of(reason));
        }
    }

    private Withdrawal withdrawal(Baseline desired, DesiredState document) {
        long nowTick = System.nanoTime();
        grace = grace.next(desired, document, settings.grace(), nowTick);
        return grace.withdrawal(nowTick);
    }

    private static List<BaselineOperation> repairs(BaselinePass pass) {
        return pass.done().stream().filter(BaselineOperation::isRepair).toList();
    }

    private void conclude(
            Baseline desired, BaselinePass pass, List<BaselineOperation> repairs, Optional<AcceptedDocument> cause) {
        pace = pace.after(repairs, System.nanoTime());
        List<BaselineOperation> repaired = desired.equals(settled) ? pace.fresh(repairs) : List.of();
        settled = pass.failures().isEmpty() ? desired : null;
        List<Readiness> readiness =
                served().map(it -> ReadinessRules.of(it, pass.state())).orElse(List.of());
        boolean left = settings.leaving() && pass.failures().isEmpty() && reconciler.owesNothing();
        tell(
                preparation(readiness, pass.failures(), pass.findings(), Optional.empty(), left),
                repaired,
                cause,
                pass.done());
        ContestRules.notice(
                        PreparationRules.SUBJECT,
                        pace.newlyContested(repairs).stream()
                                .map(BaselineOperation::title)
                                .toList())
                .ifPresent(events::tell);
        listener.contested(pace.contested());
    }

    /** For a pass that could not look at the node. */
    private void conclude(Optional<AcceptedDocument> cause, List<String> failures, Optional<String> fault) {
        settled = null;
        List<Readiness> readiness = served().map(it -> ReadinessRules.standing(it, preparation.readiness()))
                .orElse(List.of());
        List<String> findings = preparation.findings();
        tell(preparation(readiness, failures, findings, fault, false), List.of(), cause, List.of());
    }

    private Optional<DesiredState> served() {
        return settings.leaving()
                ? Optional.empty()
                : Optional.ofNullable(inForce).map(AcceptedDocument::state);
    }

    private Preparation preparation(
            List<Readiness> readiness,
            List<String> failures,
            List<String> findings,
            Optional<String> fault,
            boolean left) {
        long revision = served().map(DesiredState::revision).orElse(0L);
        return new Preparation(
                Optional.of(clock.instant()), System.nanoTime(), revision, readiness, failures, findings, fault, left);
    }

    private void tell(
            Preparation after,
            List<BaselineOperation> repaired,
            Optional<AcceptedDocument> cause,
            List<BaselineOperation> done) {
        Preparation before = preparation;
        Preparation now = listener.passed(before, after, cause.or(() -> Optional.ofNullable(inForce)), done.size());
        preparation = now;
        PreparationRules.notices(before, now, repaired).forEach(events::tell);
        done.forEach(operation -> LOG.info(operation.title()));
    }

    private void schedule() {
        Duration interval = settings.resyncInterval();
        boolean failed = !preparation.failures().isEmpty();
        Duration wait = failed && retry.compareTo(interval) < 0 ? retry : interval;
        retry = failed ? wait.multipliedBy(2) : FIRST_RETRY;
        long nowTick = System.nanoTime();
        OptionalLong release = pace.releaseTick(held, nowTick);
        long patience = release.isPresent() ? Math.min(wait.toNanos(), release.getAsLong() - nowTick) : wait.toNanos();
        dueTick = nowTick + patience;
    }
}
