package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.failover.Fitness.Ability;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.vrrp.election.Track;

/** Decides what a virtual router is told of this node's fitness. Pure. */
public final class ClaimRules {

    /** Brings any priority but an owner's down to 1, the least there is. */
    private static final Track LAST = new Track.Weighs(-253);

    private static final Track FINE = new Track.Fine();

    private ClaimRules() {}

    /**
     * What follows from the fitness.
     *
     * @param everAble whether this node has been able since the agent began: before, nothing may be claimed, whatever the policy
     * @param lasting whether the node has been less than able for long: a service that no node can program makes them so one
     *     after the other, and that shall move no role
     */
    public static Claim of(VirtualRouter router, Fitness fitness, boolean everAble, boolean lasting) {
        boolean unable = fitness.ability() == Ability.UNABLE;
        if (unable && (!everAble || router.whenUnable() == WhenUnable.FAULT)) {
            return new Claim(false, FINE);
        }
        boolean impaired = fitness.ability() == Ability.IMPAIRED;
        boolean yields = router.yieldWithoutQuorum() && !fitness.quorum();
        return new Claim(true, unable || (impaired && lasting) || yields ? LAST : FINE);
    }
}
