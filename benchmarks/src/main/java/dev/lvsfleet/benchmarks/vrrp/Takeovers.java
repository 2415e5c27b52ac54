package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.lab.process.ProcessControl;
import dev.lvsfleet.linux.raw.ProtocolSocket;
import dev.lvsfleet.linux.raw.Waiter;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.rtnetlink.NetworkWatch;
import dev.lvsfleet.linux.testing.PrivateNamespace;
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

    private final Contestant contestant;
    private final Pace pace;
    private Seat active;
    private Seat backup;
    private int unwanted;

    private Takeovers(Contestant contestant, Pace pace, Seat active, Seat backup) {
        this.contestant = contestant;
        this.pace = pace;
        this.active = active;
        this.backup = backup;
    }

    /** A pair that has an Active and a Backup. */
    static Takeovers begin(Contestant contestant, Pace pace, Path directory) throws IOException, InterruptedException {
        PrivateNamespace one = new PrivateNamespace();
        PrivateNamespace other = new PrivateNamespace();
        one.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        one.give("eth1", other);
        other.ip("link", "set", "eth1", "name", "eth0");
        one.ip("addr", "add", "192.0.2.130/24", "dev", "eth0");
        other.ip("addr", "add", "192.0.2.131/24", "dev", "eth0");
        one.ip("link", "set", "eth0", "up");
        other.ip("link", "set", "eth0", "up");
        Takeovers pair =
                new Takeovers(contestant, pace, new Seat(one, directory, 130), new Seat(other, directory, 131));
        try (Watched watched = new Watched(pair.active)) {
            pair.active.start(contestant, pace);
            watched.await(Watched::hasCome);
        } catch (IOException | RuntimeException failure) {
            pair.close();
            throw failure;
        }
        pair.backup.start(contestant, pace);
        return pair;
    }

    /**
     * Kills the Active, and puts another beside the one that took over.
     *
     * @param phase when, from one advertisement (0) to the next (1): the later, the shorter the other one still waits
     */
    Takeover next(double phase) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            backup.run(pace.interval().multipliedBy(INTERVALS));
            if (holds(backup)) {
                unwanted++; // it took the role from one that was well
                swap();
            }
            Optional<Takeover> takeover = killed(phase);
            if (takeover.isPresent()) {
                active.tidy();
                swap();
                backup.start(contestant, pace);
                return takeover.get();
            }
        }
        throw new IOException(contestant.title + " at " + pace.interval().toMillis() + " ms never comes to rest");
    }

    /** Empty when the other one had the address before the Active was killed, which then lives on. */
    private Optional<Takeover> killed(double phase) throws IOException, InterruptedException {
        try (Watched there = new Watched(backup);
                Watched here = new Watched(active)) {
            awaitPhase(phase);
            if (there.hasCome() != 0) {
                return Optional.empty();
            }
            long begin = System.nanoTime();
            active.kill();
            long taken = there.await(Watched::hasCome) - begin;
            Optional<Duration> left = contestant == Contestant.KEEPALIVED
                    ? Optional.empty() // it stays
                    : Optional.of(Duration.ofNanos(here.await(Watched::hasGone) - begin));
            return Optional.of(new Takeover(Duration.ofNanos(taken), left));
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
