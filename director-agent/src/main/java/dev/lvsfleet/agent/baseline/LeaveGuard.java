package dev.lvsfleet.agent.baseline;

import java.util.Optional;

/** Says whether a node that shall leave the fleet may be put back to what it was. Asked by the loop's thread. */
@FunctionalInterface
public interface LeaveGuard {

    /** Every node may leave. */
    LeaveGuard NONE = Optional::empty;

    /** Why it must not yet, in one sentence. */
    Optional<String> obstacle();
}
