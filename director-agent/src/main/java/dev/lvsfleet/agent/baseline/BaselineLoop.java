package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.baseline.BaselineChronicle.Papers;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
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
    private final BaselineChronicle chronicle;
    private final LeaveGuard guard;
    private final BaselineBell bell = new BaselineBell();
    private final Thread thread;

    private @Nullable AcceptedDocument inForce;
    private Grace grace;
    private Duration retry = FIRST_RETRY;
    private long dueTick = System.nanoTime();

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
        this(settings, node, remembered, events, listener, clock, LeaveGuard.NONE);
    }

    /** A loop that is asked to leave only when the guard has nothing against it. */
    public BaselineLoop(
            Settings settings,
            Node node,
            Remembered remembered,
            EventOutbox events,
            PreparationListener listener,
            InstantSource clock,
            LeaveGuard guard) {
        this.settings = settings;
        this.guard = guard;
        this.node = node;
        this.events = events;
        this.chronicle = new BaselineChronicle(events, listener, clock, settings.leaving(), settings.resyncInterval());
        this.inForce = remembered.document().orElse(null);
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
        return chronicle.preparation();
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
        long calmTick = preparation().passedTick() + CALM.toNanos();
        BaselineBell.Ring ring = bell.await(dueTick, calmTick);
        if (ring.stopped()) {
            return false;
        }
        ring.document().ifPresent(newest -> inForce = newest);
        Papers papers = new Papers(ring.document(), Optional.ofNullable(inForce));
        try {
            pass(papers);
        } catch (RuntimeException | Error e) {
            chronicle.broke(e, papers);
        }
        reply(ring, papers);
        schedule();
        return true;
    }

    /** After the pass, whose revision it names, and whatever became of that, for the bell says it once. */
    private void reply(BaselineBell.Ring ring, Papers papers) {
        try {
            ring.refusal().ifPresent(chronicle::refused);
        } catch (RuntimeException | Error e) {
            chronicle.broke(e, papers);
        }
    }

    private void pass(Papers papers) throws InterruptedException {
        Optional<DesiredState> document =
                settings.leaving() ? Optional.empty() : papers.inForce().map(AcceptedDocument::state);
        if (document.isEmpty() && !settings.leaving()) {
            chronicle.passed(List.of(), Optional.empty(), papers); // nobody has said yet what the node shall be
            return;
        }
        Optional<String> obstacle = settings.leaving() ? guard.obstacle() : Optional.empty();
        if (obstacle.isPresent()) {
            chronicle.passed(List.of(obstacle.get()), Optional.empty(), papers);
            return;
        }
        Baseline desired = document.map(BaselineCompiler::compile).orElse(Baseline.NONE);
        boolean isOldAim = grace.isAim(desired);
        Withdrawals withdrawals =
                document.map(it -> withdrawals(desired, it)).orElse(Withdrawals.all(Withdrawal.AT_ONCE));
        try {
            BaselinePass pass = reconciler.pass(desired, withdrawals, chronicle::mustWait);
            chronicle.passed(desired, pass, isOldAim, reconciler.owesNothing(), papers);
        } catch (NodeUnavailableException e) {
            String reason = String.valueOf(e.getMessage());
            chronicle.passed(List.of("The node could not be read: " + reason), Optional.of(reason), papers);
        }
    }

    private Withdrawals withdrawals(Baseline desired, DesiredState document) {
        long nowTick = System.nanoTime();
        grace = grace.next(desired, document, settings.grace(), nowTick);
        return grace.withdrawals(nowTick);
    }

    private void schedule() {
        Duration interval = settings.resyncInterval();
        boolean failed = !preparation().failures().isEmpty();
        Duration wait = failed && retry.compareTo(interval) < 0 ? retry : interval;
        retry = failed ? wait.multipliedBy(2) : FIRST_RETRY;
        long nowTick = System.nanoTime();
        OptionalLong release = chronicle.releaseTick(nowTick);
        long patience = release.isPresent() ? Math.min(wait.toNanos(), release.getAsLong() - nowTick) : wait.toNanos();
        dueTick = nowTick + patience;
    }
}
