package dev.lvsfleet.contract;

/**
 * The wish that this node gives its role away.
 *
 * <p>It is obeyed once, when a document brings an id that the agent has not seen before, and by an Active only. For any other
 * node, also one that an agent's start brings up with this document, it is settled by being seen: so nobody gives away, later, a
 * role that it got through the wish.
 *
 * @param id the revision that brought it
 */
public record SwitchOver(long id) {}
