package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.LoopStatus;
import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.vrrp.election.Track;
import java.util.List;

/** The virtual routers of this node, as the rest of the agent sees them. Thread-safe; nothing waits. */
public interface Election {

    /** From now on there are these and no others. */
    void configure(VrrpSettings settings);

    /** Whether what a virtual router's addresses lead to is programmed. */
    void able(String router, boolean able);

    /** A thing that a virtual router tracks says something. */
    void tracked(String router, String thing, Track track);

    /** A virtual router gives its role to a peer, if it has it. */
    void switchOver(String router);

    /** Where each of them is. */
    List<RouterStatus> status();

    /** How their thread does. */
    LoopStatus loop();
}
