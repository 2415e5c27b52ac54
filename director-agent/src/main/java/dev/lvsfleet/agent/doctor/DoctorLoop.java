package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.doctor.PatienceRules.Judged;
import dev.lvsfleet.agent.doctor.PatienceRules.Look;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.Finding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that examines the node: a moment after each document, and every so often. It changes nothing and holds up
 * nobody; the other loops do not know of it.
 *
 * <p>{@link #document}, {@link #examination} and {@link #stop} are thread-safe and, but for the last, never block.
 */
public final class DoctorLoop {

    private static final Logger LOG = Logger.getLogger(DoctorLoop.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    /** What a document changes takes a moment to be there. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Settings settings;
    private final NodeProbe probe;
    private final Audience audience;
    private final InstantSource clock;
    private final BlockingQueue<Ring> bell = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable DesiredState document;
    private volatile @Nullable Examination newest;
    private long dueTick = System.nanoTime() + SETTLING.toNanos();
    private Map<Finding, Long> suspects = Map.of();

    /** There is something else to look at. */
    private enum Ring {
        RING
    }

    /**
     * When to look, and at what.
     *
     * @param leaving whether the node leaves the fleet, and is no longer measured by its documents
     */
    public record Settings(Duration interval, boolean leaving) {}

    /** Who hears what was found.
     *
     * @param figures told of every examination, whether its findings are new or not */
    public record Audience(ReportOutbox reports, EventOutbox events, Consumer<Examination> figures) {}

    public DoctorLoop(
            Settings settings,
            NodeProbe probe,
            Optional<DesiredState> remembered,
            Audience audience,
            InstantSource clock) {
        this.settings = settings;
        this.probe = probe;
        this.document = settings.leaving() ? null : remembered.orElse(null);
        this.audience = audience;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("doctor").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** What the node shall be from now on. */
    public void document(DesiredState newDocument) {
        if (!settings.leaving()) {
            document = newDocument;
            bell.offer(Ring.RING);
        }
    }

    /** What the newest examination found; empty before the first. */
    public Optional<Examination> examination() {
        return Optional.ofNullable(newest);
    }

    /** Waits a bounded time for the thread's end. */
    public void stop() {
        stopping = true;
        bell.offer(Ring.RING);
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (probe) {
            while (!stopping) {
                turn();
            }
        } catch (InterruptedException e) {
            LOG.info("The doctor's loop was interrupted and ends");
        }
    }

    private void turn() throws InterruptedException {
        long now = System.nanoTime();
        if (dueTick - now > 0) {
            Ring ring = bell.poll(dueTick - now, TimeUnit.NANOSECONDS);
            long settled = System.nanoTime() + SETTLING.toNanos();
            if (ring != null && settled - dueTick < 0) {
                dueTick = settled;
            }
            return;
        }
        bell.clear();
        dueTick = now + settings.interval().toNanos();
        try {
            examine();
        } catch (RuntimeException | Error e) {
            broke(e);
        }
    }

    /** Telling it may fail for the same reason, and must not end the loop either. */
    private void broke(Throwable failure) {
        try {
            LOG.error("An examination of the node broke off", failure);
            conclude(List.of(
                    Code.CANNOT_TELL.info("doctor", "cannot tell, because the examination broke off: " + failure, "")));
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second); // the next examination tries again
        }
    }

    private void examine() throws InterruptedException {
        Optional<DesiredState> current = Optional.ofNullable(document);
        long begin = System.nanoTime();
        List<Finding> found = DoctorRules.findings(current, probe.look(current));
        long end = System.nanoTime();
        Judged judged = PatienceRules.judge(suspects, found, current, new Look(begin, end));
        suspects = judged.suspects();
        judged.lookAgain()
                .map(it -> end + it.toNanos())
                .filter(it -> it - dueTick < 0)
                .ifPresent(it -> dueTick = it);
        conclude(judged.findings());
    }

    private void conclude(List<Finding> findings) {
        Optional<Examination> before = examination();
        Examination after = ChangeRules.next(before, findings, clock.instant());
        audience.figures().accept(after);
        ChangeRules.notices(before, after).forEach(audience.events()::tell);
        if (before.filter(after::equals).isEmpty()) {
            audience.reports().examined(after);
        }
        newest = after;
    }
}
