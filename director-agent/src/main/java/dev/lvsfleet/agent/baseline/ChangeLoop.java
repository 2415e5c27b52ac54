package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.linux.rtnetlink.ChangeListener;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The thread that listens to the kernel and rings for each change. Without it drift would last until the resync; so it is
 * never worth failing for: a socket that is lost is opened anew, a second later.
 */
public final class ChangeLoop {

    private static final Logger LOG = Logger.getLogger(ChangeLoop.class);
    private static final String SUBJECT = "kernel-changes";
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_MS = 1_000;

    private final Supplier<Ear> open;
    private final Runnable bell;
    private final Consumer<Notice> events;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    /** Whether the newest that is known is that nothing is heard; told when it begins and when it ends. */
    private boolean deaf;

    /** A loop that hears of links, addresses and routes.
     *
     * @param bell rung for each change
     * @param events told when the kernel cannot be listened to, and when it can again */
    public ChangeLoop(Runnable bell, Consumer<Notice> events) {
        this(() -> Ear.of(ChangeListener.open(EnumSet.allOf(Subject.class), PATIENCE)), bell, events);
    }

    /** A loop that hears with these. */
    public ChangeLoop(Supplier<Ear> open, Runnable bell, Consumer<Notice> events) {
        this.open = open;
        this.bell = bell;
        this.events = events;
        this.thread = Thread.ofPlatform().name("kernel-changes").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Waits a bounded time for the thread's end. */
    public void stop() {
        stopping.countDown();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                listen();
            } while (!stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.info("The loop that listens to the kernel was interrupted and ends");
        }
    }

    private void listen() {
        try (Ear ear = open.get()) {
            bell.run(); // whatever changed while nobody listened
            while (stopping.getCount() > 0) {
                Heard heard = ear.next();
                hears();
                if (heard != Heard.NOTHING) {
                    bell.run();
                }
            }
        } catch (SystemCallException | IllegalStateException e) {
            hearsNothing(String.valueOf(e.getMessage()));
        }
    }

    private void hearsNothing(String why) {
        if (!deaf) {
            deaf = true;
            events.accept(new Notice(
                    Kind.FINDING,
                    Severity.WARNING,
                    SUBJECT,
                    "The kernel cannot be listened to (" + why + "): drift is found at the resync only"));
        }
    }

    private void hears() {
        if (deaf) {
            deaf = false;
            events.accept(new Notice(Kind.FINDING_GONE, Severity.INFO, SUBJECT, "The kernel can be listened to again"));
        }
    }
}
