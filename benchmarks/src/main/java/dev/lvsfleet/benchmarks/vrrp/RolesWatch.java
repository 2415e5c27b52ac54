package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.linux.raw.Waiter;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.rtnetlink.NetworkWatch;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** {@link Roles} as the kernels of both hosts tell of them, each on a thread of its own. Thread-safe. */
final class RolesWatch implements AutoCloseable {

    private static final Duration ONE_LOOK = Duration.ofMillis(200);

    private final Roles roles = new Roles();
    private final Lock lock = new ReentrantLock();
    private final Predicate<InetAddress> virtual;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    RolesWatch(Election election, List<Seat> hosts) {
        Set<InetAddress> addresses = election.routers().stream()
                .map(router -> InetAddress.ofLiteral(router.address()))
                .collect(Collectors.toSet());
        virtual = addresses::contains;
        for (int host = 0; host < hosts.size(); host++) {
            int number = host;
            NetworkWatch watch = hosts.get(host).namespace.inside(NetworkWatch::open);
            threads.add(Thread.ofPlatform().daemon(true).start(() -> listen(number, watch)));
        }
    }

    private void listen(int host, NetworkWatch watch) {
        try (watch;
                Waiter waiter = new Waiter()) {
            waiter.watch(watch.descriptor());
            while (!closing) {
                waiter.await(ONE_LOOK.toNanos());
                if (!watch.changes(change -> note(host, change))) {
                    Set<InetAddress> there = watch.everything().stream()
                            .filter(NetworkChange.AddressIs.class::isInstance)
                            .map(change -> ((NetworkChange.AddressIs) change).address())
                            .filter(virtual)
                            .collect(Collectors.toSet());
                    locked(it -> {
                        it.has(host, there);
                        return 0;
                    });
                }
            }
        }
    }

    private void note(int host, NetworkChange change) {
        locked(it -> {
            switch (change) {
                case NetworkChange.AddressIs is when virtual.test(is.address()) -> it.comes(host, is.address());
                case NetworkChange.AddressGone is when virtual.test(is.address()) -> it.goes(host, is.address());
                default -> {}
            }
            return 0;
        });
    }

    /** What they say of it now. */
    long locked(ToLongFunction<Roles> question) {
        lock.lock();
        try {
            return question.applyAsLong(roles);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            for (Thread thread : threads) {
                thread.join(ONE_LOOK.multipliedBy(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
