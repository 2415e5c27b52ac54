package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.linux.rtnetlink.ChangeListener;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The thread that listens to the kernel and rings for each change. Without it drift would last until the resync; so it is
 * never worth failing for: a socket that is lost is opened anew, a second later.
 */
public final class ChangeLoop {

    private static final Logger LOG = Logger.getLogger(ChangeLoop.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_MS = 1_000;

    private final Supplier<ChangeListener> open;
    private final Runnable bell;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private boolean complained;

    /** A loop that hears of links, addresses and routes. */
    public ChangeLoop(Runnable bell) {
        this(() -> ChangeListener.open(EnumSet.allOf(Subject.class), PATIENCE), bell);
    }

    /** A loop that hears what these listeners hear. */
    public ChangeLoop(Supplier<ChangeListener> open, Runnable bell) {
        this.open = open;
        this.bell = bell;
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
        try (ChangeListener listener = open.get()) {
            bell.run(); // whatever changed while nobody listened
            while (stopping.getCount() > 0) {
                if (listener.next() != Heard.NOTHING) {
                    bell.run();
                }
            }
        } catch (SystemCallException | IllegalStateException e) {
            if (!complained) {
                LOG.warnf("The kernel cannot be listened to (%s): drift is found at the resync only", e.getMessage());
                complained = true;
            }
        }
    }
}
