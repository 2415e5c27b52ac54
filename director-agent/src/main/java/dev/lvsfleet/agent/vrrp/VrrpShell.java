package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Track;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The virtual routers of this node, on a thread of their own that shares no lock with anything.
 *
 * <p>What is asked of it goes through a bounded queue and is done within a round, which takes milliseconds; what it has to
 * say comes from a second thread, which may be slow: notices beyond the queue are lost and counted. All methods are safe
 * from any thread, and none waits but {@link #start} and {@link #stop}.
 */
public final class VrrpShell implements AutoCloseable {

    private static final int MOST_COMMANDS = 4096;
    private static final int MOST_NOTICES = 4096;
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration NOTICE_PATIENCE = Duration.ofMillis(500);

    // Never closed: whoever posts after the end must not raise a descriptor that is somebody else's by then.
    private final Mailbox<Command> commands = new Mailbox<>(MOST_COMMANDS);
    private final Mailbox<VrrpNotice> notices = new Mailbox<>(MOST_NOTICES);
    private final Consumer<VrrpNotice> listener;
    private final RealTimeWish wish;
    private final CompletableFuture<VrrpLoop> loop = new CompletableFuture<>();
    private final Thread thread = Thread.ofPlatform().name("vrrp").daemon(true).unstarted(this::run);
    private final Thread teller =
            Thread.ofPlatform().name("vrrp-notices").daemon(true).unstarted(this::tell);
    private volatile boolean ended;

    /** @param listener hears each notice, in order, on a thread that is not the virtual routers' */
    public VrrpShell(RealTimeWish wish, Consumer<VrrpNotice> listener) {
        this.wish = wish;
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
     * @return false when the queue is full, and nothing changes */
    public boolean configure(VrrpSettings settings) {
        return commands.post(new Command.Configure(settings));
    }

    /** Whether what the router's addresses lead to is programmed here; before this is said, it is not.
     *
     * @return false when the queue is full, and nothing changes */
    public boolean able(String router, boolean able) {
        return commands.post(new Command.Able(router, able));
    }

    /** A thing that the router tracks says something.
     *
     * @return false when the queue is full, and nothing changes */
    public boolean track(String router, String thing, Track track) {
        return commands.post(new Command.Tracked(router, thing, track));
    }

    /** Gives the role to a peer; one that is not Active has none to give.
     *
     * @return false when the queue is full, and nothing changes */
    public boolean switchOver(String router) {
        return commands.post(new Command.SwitchOver(router));
    }

    /** Each virtual router as it is now; none once the thread has ended. */
    public List<RouterStatus> statuses() {
        return made().map(VrrpLoop::statuses).orElse(List.of());
    }

    /** How the thread does; empty before it has started, and when it could not. */
    public Optional<LoopStatus> status() {
        return made().map(it -> it.status(notices.refused()));
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
        commands.post(new Command.Stop());
        join(thread);
        ended = true;
        join(teller);
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
        try (KernelNetwork network = KernelNetwork.open(commands.signal())) {
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
        }
    }

    private void warn(String what) {
        notices.post(new VrrpNotice.Trouble(Instant.now(), Optional.empty(), what));
    }

    private void tell() {
        while (!ended || !notices.isEmpty()) {
            notices.await(NOTICE_PATIENCE);
            notices.take(listener);
        }
    }
}
