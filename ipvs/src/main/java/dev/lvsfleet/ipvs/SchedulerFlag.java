package dev.lvsfleet.ipvs;

import java.util.EnumSet;
import java.util.Set;

/**
 * A switch of a service's scheduling; two schedulers share bits, so that what one means depends on the scheduler.
 * Source: {@code IP_VS_SVC_F_*} in {@code include/uapi/linux/ip_vs.h}.
 */
public enum SchedulerFlag {
    /** Every UDP packet is scheduled on its own ({@code ops}). */
    ONE_PACKET(0x4),

    /** {@code sh-fallback}, {@code mh-fallback}: another destination when the hashed one cannot take it. SCHED1. */
    FALLBACK(0x8),

    /** {@code sh-port}, {@code mh-port}: the client's port is hashed along with its address. SCHED2. */
    PORT(0x10),

    /** No scheduler of the stock kernel has a meaning for it. SCHED3. */
    THIRD(0x20);

    private static final int ALL = bits(EnumSet.allOf(SchedulerFlag.class));

    private final int bit;

    SchedulerFlag(int bit) {
        this.bit = bit;
    }

    /** These flags as they stand in {@code struct ip_vs_flags}. */
    static int bits(Set<SchedulerFlag> flags) {
        return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (some, more) -> some | more);
    }

    /** Whether bits are flags and nothing else. */
    static boolean areAll(int bits) {
        return (bits & ~ALL) == 0;
    }

    /** The flags among bits. */
    static Set<SchedulerFlag> of(int bits) {
        EnumSet<SchedulerFlag> flags = EnumSet.allOf(SchedulerFlag.class);
        flags.removeIf(flag -> (bits & flag.bit) == 0);
        return flags;
    }
}
