package dev.lvsfleet.agent.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Where the bus is reached: the addresses of {@code kafka.bootstrap.servers}, literals as they are, names as they are known
 * within a bounded time. A name that nobody knows at the start has no address here: the agent must not wait for a name server.
 */
final class BusAddresses {

    private static final Logger LOG = Logger.getLogger(BusAddresses.class);
    private static final long PATIENCE_MS = 2_000;

    private BusAddresses() {}

    static Set<InetAddress> of(String bootstrapServers) {
        List<CompletableFuture<List<InetAddress>>> lookups = Arrays.stream(bootstrapServers.split(","))
                .map(server -> host(server.strip()))
                .filter(host -> !host.isEmpty())
                .map(BusAddresses::lookup)
                .toList();
        return lookups.stream()
                .flatMap(it -> it.join().stream())
                .filter(address -> !address.isLoopbackAddress())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of {@code host:port} or {@code [address]:port}. */
    private static String host(String server) {
        int colon = server.lastIndexOf(':');
        String host = colon < 0 ? server : server.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static CompletableFuture<List<InetAddress>> lookup(String host) {
        return CompletableFuture.supplyAsync(() -> addresses(host), Thread.ofVirtual()::start)
                .completeOnTimeout(List.of(), PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            LOG.infof("%s has no address now, so none is kept from being a virtual address here", host);
            return List.of();
        }
    }
}
