package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Track;

/** What the rest of the agent tells the thread of the virtual routers. */
sealed interface Command {

    /** From now on there are these routers, and no others. */
    record Configure(VrrpSettings settings) implements Command {}

    /** Whether what the router's addresses lead to is programmed. */
    record Able(String router, boolean able) implements Command {}

    /** A thing that the router tracks says something. */
    record Tracked(String router, String thing, Track track) implements Command {}

    /** The router gives its role to a peer. */
    record SwitchOver(String router) implements Command {}

    /** All leave, and the thread ends. */
    record Stop() implements Command {}
}
