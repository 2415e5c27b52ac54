package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the fleet's terms where a virtual router is. Pure. */
public final class RouterStateRules {

    private RouterStateRules() {}

    /**
     * As the reports have it.
     *
     * @param switchedOver the newest wish that made it give its role away; 0 for none
     * @param problem empty for none
     */
    public static RouterState of(RouterStatus status, long switchedOver, String problem) {
        Map<String, Long> discarded = status.discarded().entrySet().stream()
                .collect(Collectors.toMap(entry -> word(entry.getKey()), Map.Entry::getValue));
        return new RouterState(
                status.name(),
                role(status.role()),
                status.priority(),
                status.since(),
                status.reason().map(RouterStateRules::words).orElse("not started yet"),
                status.sent(),
                status.heard(),
                discarded,
                status.lastTakeover().orElse(null),
                switchedOver,
                problem(status.obstacle(), problem));
    }

    private static @Nullable String problem(String obstacle, String problem) {
        String all = (obstacle + " " + problem).strip();
        return all.isEmpty() ? null : all;
    }

    /** Of one that cannot be obeyed. */
    static RouterState refused(VirtualRouter router, String why, Instant now) {
        return new RouterState(
                router.name(),
                RouterState.Role.INITIALIZE,
                router.priority(),
                now,
                "it cannot be obeyed",
                0,
                0,
                Map.of(),
                null,
                0,
                why);
    }

    static RouterState.Role role(Role role) {
        return switch (role) {
            case INITIALIZE -> RouterState.Role.INITIALIZE;
            case BACKUP -> RouterState.Role.BACKUP;
            case ACTIVE -> RouterState.Role.ACTIVE;
        };
    }

    /** As part of a sentence: "is active: the peer has gone silent". */
    static String words(Reason reason) {
        return switch (reason) {
            case STARTED -> "nothing stands in the way of taking part any more";
            case OWNER -> "the addresses are its own";
            case ACTIVE_SILENT -> "no Active was heard";
            case ACTIVE_LEFT -> "the Active gave the role up";
            case PREEMPTED -> "the Active had a lower priority";
            case HIGHER_PRIORITY -> "another has a higher priority";
            case HIGHER_ADDRESS -> "another has the same priority and a higher address";
            case STALLED -> "it was late by more than its peers wait";
            case NOT_ABLE -> "its services are not programmed here";
            case SWITCH_OVER -> "the operator gave the role to a peer";
            case LINK_DOWN -> "its interface is down";
            case TRACKED_FAULT -> "what it depends on is broken, as its problem says";
            case GROUP_FAULT -> "another of its sync group takes no part";
            case GROUP_YIELDED -> "another of its sync group lost the role";
            case STOPPED -> "it was stopped, as the agent ends or its document has it no more";
        };
    }

    /** A reason to discard, as metrics and reports name it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
