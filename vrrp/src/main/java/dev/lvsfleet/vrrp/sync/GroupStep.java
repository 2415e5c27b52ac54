package dev.lvsfleet.vrrp.sync;

import java.util.List;

/** One move of the {@link SyncGroupMachine}: the state to keep and what to do, in order. */
public record GroupStep(GroupState next, List<MemberEffect> effects) {

    public GroupStep {
        effects = List.copyOf(effects);
    }
}
