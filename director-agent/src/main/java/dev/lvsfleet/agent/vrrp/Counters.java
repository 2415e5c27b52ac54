package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.packet.DiscardReason;
import dev.lvsfleet.vrrp.packet.Remark;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What one virtual router has counted: written by its thread without a fence, read by any. */
final class Counters {

    /** What there is to count, beside the discarded and the remarks. */
    enum Count {
        TRANSITIONS,
        SENT,
        NOT_SENT,
        HEARD,
        RESTORED,
        NOT_ANNOUNCED
    }

    private final Map<Count, AtomicLong> counts = zeros(Count.class);
    private final Map<DiscardReason, AtomicLong> discarded = zeros(DiscardReason.class);
    private final Map<Remark, AtomicLong> remarks = zeros(Remark.class);

    private static <E extends Enum<E>> Map<E, AtomicLong> zeros(Class<E> type) {
        Map<E, AtomicLong> zeros = new EnumMap<>(type);
        for (E key : type.getEnumConstants()) {
            zeros.put(key, new AtomicLong());
        }
        return zeros;
    }

    void add(Count count) {
        increment(counts, count);
    }

    void add(DiscardReason reason) {
        increment(discarded, reason);
    }

    void add(Remark remark) {
        increment(remarks, remark);
    }

    long of(Count count) {
        return Objects.requireNonNull(counts.get(count)).getOpaque();
    }

    /** Those that are not zero. */
    Map<DiscardReason, Long> discarded() {
        return seen(DiscardReason.class, discarded);
    }

    /** Those that are not zero. */
    Map<Remark, Long> remarks() {
        return seen(Remark.class, remarks);
    }

    private static <E extends Enum<E>> Map<E, Long> seen(Class<E> type, Map<E, AtomicLong> counts) {
        Map<E, Long> seen = new EnumMap<>(type);
        counts.forEach((key, count) -> {
            if (count.getOpaque() > 0) {
                seen.put(key, count.getOpaque());
            }
        });
        return seen;
    }

    /** There is one writer. */
    private static <E extends Enum<E>> void increment(Map<E, AtomicLong> counts, E key) {
        AtomicLong count = Objects.requireNonNull(counts.get(key));
        count.setOpaque(count.getPlain() + 1);
    }
}
