package dev.lvsfleet.health.verdict;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records on their way to the bus: the newest per key waits, the oldest key first, and one per key is under way.
 *
 * <p>So a key's records arrive in order, and however long the bus is away no more than one per key is kept.
 * Thread-safe.
 */
final class PendingRecords<T> {

    private final int waitingLimit;
    private final int underWayLimit;
    private final LinkedHashMap<String, T> waiting = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();

    PendingRecords(int waitingLimit, int underWayLimit) {
        this.waitingLimit = waitingLimit;
        this.underWayLimit = underWayLimit;
    }

    /** A record taken to be sent, under the key it was added with. */
    record Taken<T>(String key, T content) {}

    /** Adds or replaces; the record that had to go for it when too many wait. */
    synchronized Optional<T> add(String key, T content) {
        waiting.put(key, content);
        return waiting.size() > waitingLimit
                ? Optional.of(waiting.pollFirstEntry().getValue())
                : Optional.empty();
    }

    /** The next record to send, if any may be sent now. */
    synchronized Optional<Taken<T>> take() {
        if (underWay.size() >= underWayLimit) {
            return Optional.empty();
        }
        for (Map.Entry<String, T> next : waiting.entrySet()) {
            if (underWay.add(next.getKey())) {
                waiting.remove(next.getKey());
                return Optional.of(new Taken<>(next.getKey(), next.getValue()));
            }
        }
        return Optional.empty();
    }

    synchronized void arrived(Taken<T> taken) {
        underWay.remove(taken.key());
    }

    /** It waits again, unless something newer has taken its place. */
    synchronized void failed(Taken<T> taken) {
        underWay.remove(taken.key());
        waiting.putIfAbsent(taken.key(), taken.content());
    }

    synchronized int size() {
        return waiting.size() + underWay.size();
    }
}
