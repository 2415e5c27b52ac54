package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.linux.raw.ProtocolSocket;
import dev.lvsfleet.linux.raw.Waiter;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.rtnetlink.NetworkWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Two hosts with a cable between them, whose Active is killed again and again.
 *
 * <p>What counts is when the kernel of the other host tells that it has the address, whoever put it there.
 */
final class Takeovers implements AutoCloseable {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.161");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration ONE_LOOK = Duration.ofMillis(200);
    private static final int INTERVALS = 4;
    private static final int PROTOCOL = 112;
    private static final int TRIES = 20;

    /** @param left when the address left the dead host, if it did before the other one had it or soon after */
    record Takeover(Duration taken, Optional<Duration> left) {}

    /** How the Active is lost. */
    enum Loss {
        /** SIGKILL. */
        KILLED,
        /** SIGTERM. */
        STOPPED,
        /** SIGKILL, and nothing goes in or out of its host any more. */
        HOST_LOST
    }

    private final Contestant contestant;
    private final Election election;
    private final Pace pace;
    private final Hosts hosts;
    private Seat active;
    private Seat backup;
    private int unwanted;

    private Takeovers(Contestant contestant, Pace pace, Hosts hosts, Seat active, Seat backup) {
        this.contestant = contestant;
        this.election = Election.ofOne(pace);
        this.pace = pace;
        this.hosts = hosts;
        this.active = active;
        this.backup = backup;
    }

    /** A pair that has an Active and a Backup. The hosts are closed with it. */
    static Takeovers begin(Contestant contestant, Pace pace, Hosts hosts, Path directory)
            throws IOException, InterruptedException {
        Takeovers pair = new Takeovers(
                contestant,
                pace,
                hosts,
                new Seat(hosts.one(), directory, 130),
                new Seat(hosts.other(), directory, 131));
        try (Watched watched = new Watched(pair.active)) {
            pair.active.start(contestant, pair.election);
            watched.await(Watched::hasCome);
            pair.backup.start(contestant, pair.election);
        } catch (IOException | RuntimeException failure) {
            pair.close();
            throw failure;
        }
        return pair;
    }

    /**
     * The Active is lost, and the other one takes over.
     *
     * @param phase when, from one advertisement (0) to the next (1): the later, the shorter the other one still waits
     */
    Takeover next(Loss loss, double phase) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            backup.run(pace.interval().multipliedBy(INTERVALS));
            if (holds(backup)) {
                unwanted++; // it took the role from one that was well
                swap();
            }
            Optional<Takeover> takeover = lost(loss, phase);
            if (takeover.isPresent()) {
                return takeover.get();
            }
        }
        throw new IOException(contestant.title() + " at " + pace.interval().toMillis() + " ms never comes to rest");
    }

    /** After {@link #next}: puts another beside the one that took over. */
    void restore() throws IOException, InterruptedException {
        active.tidy();
        swap();
        backup.start(contestant, election);
    }

    /** Empty when the other one had the address before the Active was lost, which then lives on. */
    private Optional<Takeover> lost(Loss loss, double phase) throws IOException, InterruptedException {
        try (Watched there = new Watched(backup);
                Watched here = new Watched(active)) {
            awaitPhase(phase);
            if (there.hasCome() != 0) {
                return Optional.empty();
            }
            long begin = System.nanoTime();
            lose(loss);
            long taken = there.await(Watched::hasCome) - begin;
            Optional<Duration> left = !contestant.isOurs() && loss != Loss.STOPPED
                    ? Optional.empty() // it stays
                    : Optional.of(Duration.ofNanos(here.await(Watched::hasGone) - begin));
            return Optional.of(new Takeover(Duration.ofNanos(taken), left));
        }
    }

    private void lose(Loss loss) {
        switch (loss) {
            case KILLED -> active.kill();
            case STOPPED -> active.stop();
            case HOST_LOST -> {
                active.kill();
                active.unplug();
            }
        }
    }

    /** How often the other one took the role from an Active that was well, as far as was noticed. */
    int unwanted() {
        return unwanted;
    }

    private void swap() {
        Seat other = active;
        active = backup;
        backup = other;
    }

    private static boolean holds(Seat seat) {
        try (NetworkWatch watch = seat.namespace.inside(NetworkWatch::open)) {
            return watch.everything().stream()
                    .anyMatch(change -> change instanceof NetworkChange.AddressIs is
                            && is.address().equals(ADDRESS));
        }
    }

    /** Waits for the Active's next word, and then for a part of an interval. */
    private void awaitPhase(double phase) throws IOException {
        int index = index(backup);
        try (ProtocolSocket socket =
                        backup.namespace.inside(() -> ProtocolSocket.open(false, "eth0", index, PROTOCOL));
                Waiter waiter = new Waiter()) {
            socket.join(GROUP);
            waiter.watch(socket.descriptor());
            if (!waiter.await(LIMIT.toNanos())) {
                throw new IOException("the Active says nothing");
            }
            waiter.watch();
            waiter.await((long) (phase * pace.interval().toNanos()));
        }
    }

    private static int index(Seat seat) {
        try (NetworkWatch watch = seat.namespace.inside(NetworkWatch::open)) {
            return watch.everything().stream()
                    .filter(NetworkChange.LinkIs.class::isInstance)
                    .map(change -> ((NetworkChange.LinkIs) change).link())
                    .filter(link -> link.name().equals("eth0"))
                    .findFirst()
                    .orElseThrow()
                    .index();
        }
    }

    @Override
    public void close() {
        active.close();
        backup.close();
        hosts.client().close();
    }

    /** A host's address, as its kernel tells of it; each on a thread of its own, so that none is told late. */
    private static final class Watched implements AutoCloseable {

        private final NetworkWatch watch;
        private final Waiter waiter = new Waiter();
        private final Thread thread;
        private volatile long come;
        private volatile long gone;
        private volatile boolean closing;

        Watched(Seat seat) {
            watch = seat.namespace.inside(NetworkWatch::open);
            waiter.watch(watch.descriptor());
            thread = Thread.ofPlatform().daemon(true).start(this::listen);
        }

        private void listen() {
            while (!closing) {
                if (waiter.await(ONE_LOOK.toNanos())) {
                    long now = System.nanoTime();
                    watch.changes(change -> note(change, now));
                }
            }
        }

        private void note(NetworkChange change, long now) {
            switch (change) {
                case NetworkChange.AddressIs is when is.address().equals(ADDRESS) && come == 0 -> come = now;
                case NetworkChange.AddressGone is when is.address().equals(ADDRESS) && gone == 0 -> gone = now;
                default -> {}
            }
        }

        long hasCome() {
            return come;
        }

        long hasGone() {
            return gone;
        }

        /** When it was so first. */
        long await(ToLongFunction<Watched> moment) throws IOException, InterruptedException {
            if (!ProcessControl.await(LIMIT, () -> moment.applyAsLong(this) != 0)) {
                throw new IOException("nothing happened within " + LIMIT.toSeconds() + " s");
            }
            return moment.applyAsLong(this);
        }

        @Override
        public void close() {
            closing = true;
            try {
                thread.join(ONE_LOOK.multipliedBy(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waiter.close();
            watch.close();
        }
    }
}
