package dev.lvsfleet.agent.failover;

/**
 * How fit this node is to hold the addresses of a virtual router.
 *
 * @param ability whether what the addresses lead to is programmed here
 * @param quorum whether every service at the addresses has its quorum
 * @param problem what is not as it should be, in one sentence; empty when all is
 */
public record Fitness(Ability ability, boolean quorum, String problem) {

    /** Whether packets to an address of the virtual router would be served. */
    public enum Ability {
        /** All of its services are in the kernel's table. */
        ABLE,
        /** Some are not: what works is served. */
        IMPAIRED,
        /** None is, or nobody knows. */
        UNABLE
    }
}
