package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What bends a scheduler, named on the wire as {@code ipvsadm} names it.
 *
 * <p>Source: {@code IP_VS_SVC_F_*} of {@code linux/ip_vs.h}.
 */
public enum SchedulerFlag {
    /** The source port is hashed too, not only the source address. */
    SH_PORT("sh-port", Scheduler.SH),
    /** When the hash meets a real server that takes nothing, it goes on to another. */
    SH_FALLBACK("sh-fallback", Scheduler.SH),
    /** The source port is hashed too, not only the source address. */
    MH_PORT("mh-port", Scheduler.MH),
    /** When the hash meets a real server that takes nothing, it goes on to another. */
    MH_FALLBACK("mh-fallback", Scheduler.MH),
    /** Each datagram is scheduled on its own; the kernel obeys it for UDP alone. */
    ONE_PACKET("ops", null);

    private final String word;

    private final @Nullable Scheduler scheduler;

    SchedulerFlag(String word, @Nullable Scheduler scheduler) {
        this.word = word;
        this.scheduler = scheduler;
    }

    /** For example {@code sh-port}. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The only scheduler it means something to; the kernel reads the same bit otherwise for another. Empty for any. */
    public Optional<Scheduler> scheduler() {
        return Optional.ofNullable(scheduler);
    }
}
