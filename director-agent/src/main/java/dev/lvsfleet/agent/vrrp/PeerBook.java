package dev.lvsfleet.agent.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in mind which peers advertise otherwise than their virtual router is told here. Each difference is told once it has lasted,
 * and its end as well: a document reaches the members one after the other, and that is worth no word. Used by one thread.
 */
final class PeerBook {

    /** Longer than a document and the pass over its services take from one member to the next, as a rule. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** By multicast anybody may speak, under any address. */
    private static final int MOST_PEERS = 64;

    private final Map<InetAddress, Entry> entries = new HashMap<>();
    private final BiConsumer<InetAddress, Optional<PeerDifference>> news;

    private static final class Entry {
        @Nullable
        PeerDifference seen;

        @Nullable
        PeerDifference told;

        long since;
    }

    /** @param news told of a peer and its difference, empty when it has ended */
    PeerBook(BiConsumer<InetAddress, Optional<PeerDifference>> news) {
        this.news = news;
    }

    /** Whether every peer says what is told here, so that nothing is to be looked for. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A peer has spoken.
     *
     * @param difference null for none */
    void heard(InetAddress peer, @Nullable PeerDifference difference, long now) {
        Entry entry = entries.get(peer);
        if (entry == null) {
            if (difference == null || entries.size() >= MOST_PEERS) {
                return;
            }
            entry = new Entry();
            entries.put(peer, entry);
        }
        if (!Objects.equals(entry.seen, difference)) {
            entry.seen = difference;
            entry.since = now;
        }
        if (!Objects.equals(entry.seen, entry.told) && now - entry.since >= PATIENCE.toNanos()) {
            entry.told = entry.seen;
            news.accept(peer, Optional.ofNullable(entry.seen));
        }
        if (entry.seen == null && entry.told == null) {
            entries.remove(peer);
        }
    }
}
