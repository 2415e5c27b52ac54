package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.agent.vrrp.PeerNews.Why;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in mind which peers advertise otherwise than their virtual router is told here. Each difference is told once it has lasted,
 * and its end as well: a document reaches the members one after the other, and that is worth no word. Who says nothing any more is
 * forgotten, so that a book of bounded size has room for those that speak. Used by one thread.
 */
final class PeerBook {

    /** Longer than a document and the pass over its services take from one member to the next, as a rule. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Three times the longest interval there is, the 255 s of version 2; a shorter one would forget who speaks that rarely. */
    static final Duration MEMORY = Duration.ofSeconds(3 * 255);

    /** By multicast anybody may speak, under any address. */
    private static final int MOST_PEERS = 64;

    private final Map<InetAddress, Entry> entries = new HashMap<>();
    private final BiConsumer<InetAddress, PeerNews> news;

    private static final class Entry {
        @Nullable
        PeerDifference seen;

        @Nullable
        PeerDifference told;

        long since;
        long heardAt;
    }

    /** @param news told of a peer and its difference, or its end */
    PeerBook(BiConsumer<InetAddress, PeerNews> news) {
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
        entry.heardAt = now;
        if (!Objects.equals(entry.seen, difference)) {
            entry.seen = difference;
            entry.since = now;
        }
        if (!Objects.equals(entry.seen, entry.told) && now - entry.since >= PATIENCE.toNanos()) {
            entry.told = entry.seen;
            news.accept(peer, difference == null ? new PeerNews.Over(Why.AGREES) : new PeerNews.Differs(difference));
        }
        if (entry.seen == null && entry.told == null) {
            entries.remove(peer);
        }
    }

    /** Forgets the peers that have said nothing for {@link #MEMORY}; while all say what is told here, costs nothing. */
    void forgetSilent(long now) {
        if (!entries.isEmpty()) {
            forget(entry -> now - entry.heardAt >= MEMORY.toNanos(), Why.SILENT);
        }
    }

    /** Forgets all: what they were compared with is told no more. */
    void forgetAll() {
        forget(_ -> true, Why.TOLD_ANEW);
    }

    private void forget(Predicate<Entry> which, Why why) {
        Map<InetAddress, Entry> forgotten = new HashMap<>(entries);
        forgotten.values().removeIf(which.negate());
        forgotten.forEach((peer, entry) -> {
            entries.remove(peer);
            if (entry.told != null) {
                news.accept(peer, new PeerNews.Over(why));
            }
        });
    }
}
