package dev.lvsfleet.controlplane.topic;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Where Kafka's brokers are, as the cluster's metadata advertised it last: whoever holds such an address himself, as a director
 * holds its virtual addresses, looks for Kafka in himself. Nothing here waits for Kafka; before the first answer nothing is known.
 * Thread-safe.
 */
@Singleton
public class BrokerAddresses {

    private static final long PATIENCE_MS = 2_000;

    private volatile Map<String, List<InetAddress>> byHost = Map.of();

    /** The host by which a broker with this address is advertised; empty when no broker is known to have it. */
    public Optional<String> advertised(InetAddress address) {
        return byHost.entrySet().stream()
                .filter(known -> known.getValue().contains(address))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /**
     * Replaces what is known, looking names up for at most two seconds in all.
     *
     * @param hosts literals and names; of a name that is not answered now, what it had before stays
     */
    public void learn(Collection<String> hosts) {
        Map<String, List<InetAddress>> before = byHost;
        Map<String, CompletableFuture<List<InetAddress>>> lookups = new HashMap<>();
        for (String host : hosts) {
            List<InetAddress> last = before.getOrDefault(host, List.of());
            lookups.put(
                    host,
                    CompletableFuture.supplyAsync(() -> addresses(host, last), Thread.ofVirtual()::start)
                            .completeOnTimeout(last, PATIENCE_MS, TimeUnit.MILLISECONDS));
        }
        Map<String, List<InetAddress>> now = new HashMap<>();
        lookups.forEach((host, lookup) -> now.put(host, lookup.join()));
        byHost = Map.copyOf(now);
    }

    private static List<InetAddress> addresses(String host, List<InetAddress> last) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return last;
        }
    }
}
