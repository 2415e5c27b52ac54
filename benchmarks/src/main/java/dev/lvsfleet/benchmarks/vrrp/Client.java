package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks the virtual address for a byte every five milliseconds, by a connection each, and notes when it had it. */
final class Client implements AutoCloseable {

    static final int PORT = 8080;

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.161");
    private static final long BETWEEN_NANOS = 5_000_000L;

    /** Less than the kernel's own first repetition, so that a new connection is tried and not waited for. */
    private static final int PATIENCE_MILLIS = 50;

    private final List<Long> answered = new CopyOnWriteArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;

    private Client() {}

    static Client in(PrivateNamespace namespace) {
        Client client = new Client();
        Thread.ofPlatform().daemon(true).start(() -> {
            try {
                namespace.inside(() -> {
                    client.ask();
                    return true;
                });
            } finally {
                client.ended.complete(null);
            }
        });
        return client;
    }

    private void ask() {
        while (!closing) {
            try (Socket socket = new Socket()) {
                socket.setSoLinger(true, 0);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(new InetSocketAddress(ADDRESS, PORT), PATIENCE_MILLIS);
                if (socket.getInputStream().read() >= 0) {
                    answered.add(System.nanoTime());
                } else {
                    failed.incrementAndGet();
                }
            } catch (IOException refused) {
                failed.incrementAndGet();
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    /** How many answers it has. */
    int answers() {
        return answered.size();
    }

    /** Connections that brought none. */
    int failed() {
        return failed.get();
    }

    /** The longest time between two answers so far, in nanoseconds. */
    long longestGap() {
        return Gaps.longest(answered.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public void close() {
        closing = true;
        ended.orTimeout(10, TimeUnit.SECONDS).join(); // it is told within its patience
    }
}
