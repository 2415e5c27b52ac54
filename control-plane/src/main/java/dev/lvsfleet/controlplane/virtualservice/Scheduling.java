package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.SchedulerFlag;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the next connection's real server is picked.
 *
 * @param persistence null when every connection is scheduled anew
 */
public record Scheduling(
        Scheduler scheduler,
        Set<SchedulerFlag> flags,
        @Nullable Persistence persistence) {

    public Scheduling {
        flags = Set.copyOf(flags);
    }
}
