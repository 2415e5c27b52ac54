package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Input;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the thread of the virtual routers does, over and over: commands, packets, links, timers, leases, in this order.
 *
 * <p>All that waits on the sockets is heard before a timer that has run out counts, so that a pause of this thread makes no
 * Active silent. What is read from any thread is published without a lock.
 */
final class VrrpLoop {

    /** So that whoever watches over the thread sees it come round. */
    private static final long LONGEST_WAIT = 1_000_000_000L;

    /** If the thread was held up for longer while it read the sockets, more may have come. */
    private static final long HICCUP = 1_000_000L;

    private static final int MOST_READINGS = 3;

    /** More than a socket's queue holds. */
    private static final int MOST_PACKETS = 8192;

    /** With the rests between them some fifteen seconds: by then the peers have taken over, and the leases are over. */
    private static final int MOST_FAILURES_IN_A_ROW = 20;

    /** Seldom, for with short intervals there are thousands of rounds a second. */
    private static final long FORGETTING = 10_000_000_000L;

    private static final long FIRST_REST = 10_000_000L;
    private static final long LONGEST_REST = 1_000_000_000L;

    /** Until settings that could not all be followed are tried again. */
    private static final long FIRST_PATIENCE = 1_000_000_000L;

    private static final long LONGEST_PATIENCE = 60_000_000_000L;

    private final Network network;
    private final Consumer<Consumer<Command>> commands;
    private final Consumer<VrrpNotice> notices;
    private final InstantSource wallClock;
    private final Alarms alarms = new Alarms();
    private final Node node;
    private final Consumer<Command> obeying = this::obey;
    private final Consumer<VirtualRouter> hearing = this::heard;
    private final Runnable strange = this::forNobody;
    private final AtomicLong roundAt = new AtomicLong();
    private final AtomicLong mostLate = new AtomicLong();
    private final AtomicLong forNobody = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Failures failures = new Failures();
    private volatile List<VirtualRouter> routers = List.of();
    private volatile boolean running = true;
    private @Nullable VrrpSettings wanted;
    private long againAt;
    private long patience = FIRST_PATIENCE;
    private boolean broken;
    private long renewedAt;
    private long forgotAt;

    /** @param commands passes those that wait, and waits for none */
    VrrpLoop(
            Network network,
            Consumer<Consumer<Command>> commands,
            Consumer<VrrpNotice> notices,
            InstantSource wallClock) {
        this.network = network;
        this.commands = commands;
        this.notices = notices;
        this.wallClock = wallClock;
        this.node = new Node(network, alarms, wallClock, notices);
        forgotAt = network.now();
        roundAt.set(forgotAt);
    }

    /**
     * Goes round until it is told to stop; an unexpected failure is told, and survived, after a rest, unless it comes again
     * and again. However it ends, what can be released is, and nobody is told any more that a router is Active.
     */
    void run() {
        int inARow = 0;
        try {
            while (running && inARow < MOST_FAILURES_IN_A_ROW) {
                try {
                    round();
                    inARow = 0;
                } catch (RuntimeException | Error failure) {
                    failed(failure);
                    network.rest(Math.min(LONGEST_REST, FIRST_REST << Math.min(inARow, Integer.SIZE)));
                    inARow++;
                }
            }
        } finally {
            if (running) {
                end();
            }
        }
    }

    private void end() {
        running = false;
        try {
            node.stop();
        } catch (RuntimeException | Error failure) {
            failed(failure);
        } finally {
            routers = List.of();
        }
    }

    private void failed(Throwable failure) {
        failed.incrementAndGet();
        StackTraceElement[] trace = failure.getStackTrace();
        notices.accept(new VrrpNotice.Trouble(
                wallClock.instant(),
                Optional.empty(),
                "an unexpected failure: " + failure + (trace.length > 0 ? " at " + trace[0] : "") + others(failure)));
    }

    private static String others(Throwable failure) {
        int others = failure.getSuppressed().length;
        return others == 0 ? "" : ", and " + others + " more";
    }

    /** Waits for the next thing to do, at most a second, and does all there is; after one that failed, what that left undone. */
    void round() {
        if (broken) {
            node.resume();
        }
        broken = true;
        long before = network.now();
        network.await(untilNext(before));
        long now = network.now();
        roundAt.setOpaque(now);
        noteLateness(now);
        commands.accept(obeying);
        if (!running) {
            return;
        }
        configureAgain();
        long heardUntil = hear();
        node.surroundings().readChanges();
        ring(heardUntil);
        node.restore();
        renew();
        forget();
        broken = false;
    }

    private long untilNext(long now) {
        long wait = alarms.untilNext(now, LONGEST_WAIT);
        return node.addresses().isEmpty() ? wait : Math.min(wait, untilRenewal(now));
    }

    /** Hears all that came; returns a moment before which nothing came that was not heard. */
    private long hear() {
        long begin = network.now();
        for (int readings = 0; readings < MOST_READINGS; readings++) {
            List<Gate> gates = node.surroundings().gates();
            for (int i = 0; i < gates.size(); i++) { // an iterator would be made for each packet
                gates.get(i).hear(MOST_PACKETS, hearing, strange);
            }
            long end = network.now();
            if (end - begin < HICCUP) {
                break;
            }
            begin = end;
        }
        return begin;
    }

    private void heard(VirtualRouter router) {
        Port port = router.gate().port();
        if (port != null) {
            Input.Heard heard = router.hear(port.received(), network.now());
            if (heard != null) {
                node.step(router, heard);
            }
        }
    }

    private void forNobody() {
        forNobody.setOpaque(forNobody.getPlain() + 1);
    }

    /** Before anything is done: what waited to be heard moves the timers that show it. */
    private void noteLateness(long now) {
        long late = -alarms.untilNext(now, LONGEST_WAIT);
        if (late > mostLate.getPlain()) {
            mostLate.setOpaque(late);
        }
    }

    private void ring(long now) {
        for (Alarm due = alarms.due(now); due != null; due = alarms.due(now)) {
            failures.attempt(due.action); // what one cannot do must not keep the others from their timers
        }
        failures.end();
    }

    /** After the machines: an Active that gave up over a pause holds nothing any more that could be renewed. */
    private void renew() {
        long now = network.now();
        if (node.addresses().isEmpty()) {
            renewedAt = now; // whoever claims, claims for a whole lease
        } else if (untilRenewal(now) <= 0) {
            renewedAt = now;
            node.addresses().renew();
        }
    }

    private long untilRenewal(long now) {
        return renewedAt + node.addresses().renewalNanos() - now;
    }

    private void forget() {
        long now = network.now();
        if (now - forgotAt >= FORGETTING) {
            forgotAt = now;
            List<VirtualRouter> all = routers;
            for (int i = 0; i < all.size(); i++) { // an iterator would be made each time
                all.get(i).forgetSilentPeers(now);
            }
        }
    }

    private void obey(Command command) {
        switch (command) {
            case Command.Configure(VrrpSettings settings) -> {
                wanted = settings;
                patience = FIRST_PATIENCE;
                configure(settings);
            }
            case Command.Able(String router, boolean able) -> node.able(router, able);
            case Command.Tracked(String router, String thing, var track) -> node.track(router, thing, track);
            case Command.SwitchOver(String router) -> node.switchOver(router);
            case Command.Stop _ -> end();
        }
    }

    /** The newest settings are kept until they are done: nobody would tell them again. */
    private void configure(VrrpSettings settings) {
        againAt = network.now() + patience;
        patience = Math.min(2 * patience, LONGEST_PATIENCE);
        try {
            node.configure(settings);
            wanted = null;
        } finally {
            routers = List.copyOf(node.routers());
        }
    }

    private void configureAgain() {
        if (wanted != null && network.now() - againAt >= 0) {
            configure(wanted);
        }
    }

    /** Safe from any thread. */
    List<RouterStatus> statuses() {
        return routers.stream().map(VirtualRouter::status).toList();
    }

    /** Safe from any thread. */
    boolean isRunning() {
        return running;
    }

    /** Safe from any thread. */
    LoopStatus status(long lostNotices) {
        return new LoopStatus(
                running,
                Duration.ofNanos(network.now() - roundAt.getOpaque()),
                Duration.ofNanos(mostLate.getOpaque()),
                forNobody.getOpaque(),
                lostNotices,
                failed.get());
    }
}
