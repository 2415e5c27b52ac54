package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.VirtualRouterLimits;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import java.time.Duration;
import java.util.Optional;

/**
 * Says whether a director that returns would take the role back before its kernel knows the connections that are open: whoever
 * gives it to such a one loses them. Asked of groups that have {@code connectionSync}; without it nobody knows them ever. Pure.
 */
final class ReturnRules {

    /** The kernel that is Active tells of a connection that has packets every ten seconds. */
    static final Duration LEAST_DELAY = Duration.ofSeconds(10);

    private ReturnRules() {}

    /** What would bring the role back too soon, if anything; the virtual router is sound by itself. */
    static Optional<FieldError> fault(RouterSpec spec) {
        if (!spec.preemption().preempt()) {
            return Optional.empty();
        }
        for (int i = 0; i < spec.members().size(); i++) {
            Member member = spec.members().get(i);
            if (member.priority() == VirtualRouterLimits.OWNER) {
                return Optional.of(new FieldError(
                        "members[" + i + "].priority",
                        "Must be below 255 while group " + spec.group() + " has connectionSync: the owner of an address"
                                + " takes it back at once, before it knows the connections that are open."));
            }
        }
        return spec.preemption().delay().compareTo(LEAST_DELAY) >= 0
                ? Optional.empty()
                : Optional.of(
                        new FieldError(
                                "preemptDelay",
                                "Must be " + DurationText.format(LEAST_DELAY) + " or more with preempt while group "
                                        + spec.group()
                                        + " has connectionSync: only after that time does a director that returns know the connections that are open."));
    }
}
