package dev.lvsfleet.agent.baseline;

/**
 * When an address of ours that nobody wants any more is taken off a node. Directors that take a real server out keep its
 * connections for a while, and learn of it later or earlier than the real server: without the address their packets are lost.
 */
public enum Withdrawal {
    /** Not in this pass: directors may not have heard yet. */
    NOT_YET,
    /** Once no TCP connection of the node uses it. */
    WHEN_UNUSED,
    /** Whatever uses it: the node leaves the fleet. */
    AT_ONCE
}
