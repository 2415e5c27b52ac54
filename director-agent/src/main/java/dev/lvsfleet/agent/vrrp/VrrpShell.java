package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.Signal;
import dev.lvsfleet.vrrp.election.Track;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The virtual routers of this node, on a thread of their own that shares no lock with anything while it has any.
 *
 * <p>What is asked of it goes through a bounded queue and is done within a round, which takes milliseconds; what it has to
 * say comes from a second thread, which may be slow: notices beyond the queue are lost and counted. All methods are safe
 * from any thread, and none waits but {@link #start} and {@link #stop}. However the thread ends, what the shell has of the
 * kernel's is given back; from then on it takes nothing.
 */
public final class VrrpShell implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(VrrpShell.class.getName());
    private static final int MOST_COMMANDS = 4096;
    private static final int MOST_NOTICES = 4096;
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration NOTICE_PATIENCE = Duration.ofMillis(500);

    private final Mailbox<Command> commands = new Mailbox<>(MOST_COMMANDS);
    private final Mailbox<VrrpNotice> notices = new Mailbox<>(MOST_NOTICES);
    private final Consumer<VrrpNotice> listener;
    private final RealTimeWish wish;
    private final Function<Signal, KernelNetwork> open;
    private final AtomicLong untold = new AtomicLong();
    // Whoever posts holds it, and the virtual routers' thread when it has left them all: nobody may raise a descriptor
    // that is somebody else's by then.
    private final ReentrantLock ending = new ReentrantLock();
    private boolean ended;
    private final CompletableFuture<VrrpLoop> loop = new CompletableFuture<>();
    private final Thread thread = Thread.ofPlatform().name("vrrp").daemon(true).unstarted(this::run);
    private final Thread teller =
            Thread.ofPlatform().name("vrrp-notices").daemon(true).unstarted(this::tell);

    /** @param listener hears each notice, in order, on a thread that is not the virtual routers' */
    public VrrpShell(RealTimeWish wish, Consumer<VrrpNotice> listener) {
        this(wish, KernelNetwork::open, listener);
    }

    VrrpShell(RealTimeWish wish, Function<Signal, KernelNetwork> open, Consumer<VrrpNotice> listener) {
        this.wish = wish;
        this.open = open;
        this.listener = listener;
    }

    /**
     * Starts it, with no virtual routers yet, in the network namespace of the calling thread.
     *
     * @throws IllegalStateException when the kernel gives no sockets, which takes CAP_NET_RAW and CAP_NET_ADMIN
     */
    public void start() {
        teller.start();
        thread.start();
        try {
            loop.orTimeout(START_PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw new IllegalStateException("the virtual routers cannot be run: " + failure.getCause(), failure);
        }
    }

    /** From now on there are these routers and no others; those that go on keep their roles.
     *
     * @return false when the queue is full or the thread has ended, and nothing changes */
    public boolean configure(VrrpSettings settings) {
        return post(new Command.Configure(settings));
    }

    /** Whether what the router's addresses lead to is programmed here; before this is said, it is not.
     *
     * @return false when the queue is full or the thread has ended, and nothing changes */
    public boolean able(String router, boolean able) {
        return post(new Command.Able(router, able));
    }

    /** A thing that the router tracks says something.
     *
     * @return false when the queue is full or the thread has ended, and nothing changes */
    public boolean track(String router, String thing, Track track) {
        return post(new Command.Tracked(router, thing, track));
    }

    /** Gives the role to a peer; one that is not Active has none to give.
     *
     * @return false when the queue is full or the thread has ended, and nothing changes */
    public boolean switchOver(String router) {
        return post(new Command.SwitchOver(router));
    }

    private boolean post(Command command) {
        ending.lock();
        try {
            return !ended && commands.post(command);
        } finally {
            ending.unlock();
        }
    }

    /** Each virtual router as it is now; none once the thread has ended. */
    public List<RouterStatus> statuses() {
        return made().map(VrrpLoop::statuses).orElse(List.of());
    }

    /** How the thread does; empty before it has started, and when it could not. */
    public Optional<LoopStatus> status() {
        return made().map(it -> it.status(notices.refused()));
    }

    /** Notices that the listener failed over; each was logged, and the next ones came to it. */
    public long untold() {
        return untold.get();
    }

    /** Whether the thread lives: started, and neither stopped nor ended by failures. One that ended never runs again. */
    public boolean isRunning() {
        return thread.isAlive() && made().map(VrrpLoop::isRunning).orElse(false);
    }

    private Optional<VrrpLoop> made() {
        return loop.isDone() && !loop.isCompletedExceptionally() ? Optional.of(loop.join()) : Optional.empty();
    }

    /** All leave with priority 0, and the threads end; waits a bounded time for that. */
    public void stop() {
        post(new Command.Stop());
        join(thread);
        if (!thread.isAlive()) {
            join(teller);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (KernelNetwork network = open.apply(commands.signal())) {
            // In real time already, or on a busy machine the rehearsal takes long, and longest where all boots at once.
            wish.refusals().forEach(this::warn);
            Rehearsal.perform();
            network.rehearse();
            VrrpLoop made = new VrrpLoop(network, commands::take, notices::post, InstantSource.system());
            if (loop.complete(made)) { // else nobody waits for it any more
                made.run();
            }
        } catch (RuntimeException | Error failure) {
            if (!loop.completeExceptionally(failure)) {
                warn("the thread of the virtual routers ended: " + failure);
            }
        } finally {
            end();
        }
    }

    /** Wakes the teller at last: it closes its mailbox when it has seen the end, so not before this is over. */
    private void end() {
        ending.lock();
        try {
            ended = true;
            commands.close();
            notices.signal().raise();
        } finally {
            ending.unlock();
        }
    }

    private boolean hasEnded() {
        ending.lock();
        try {
            return ended;
        } finally {
            ending.unlock();
        }
    }

    /** Tells of something about all; for the virtual routers' thread, which alone has something to tell. */
    void warn(String what) {
        notices.post(new VrrpNotice.Trouble(Instant.now(), Optional.empty(), what));
    }

    private void tell() {
        try (notices) {
            while (!hasEnded() || !notices.isEmpty()) {
                notices.await(NOTICE_PATIENCE);
                notices.take(this::tellOf);
            }
        }
    }

    /** One that cannot be told must not cost those after it. */
    private void tellOf(VrrpNotice notice) {
        try {
            listener.accept(notice);
        } catch (RuntimeException | Error failure) {
            untold.incrementAndGet();
            LOG.log(System.Logger.Level.ERROR, "Of the virtual routers this was not told: " + notice, failure);
        }
    }
}
