package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.vrrp.election.Track;
import java.util.List;

/**
 * The virtual routers of this node, as the failover loop sees them. What is asked is done soon; false means that it is not, since
 * too much waits, and nothing changes. Nothing here waits.
 */
interface Election extends AutoCloseable {

    /** From now on there are these and no others. */
    boolean configure(VrrpSettings settings);

    /** Whether what a virtual router's addresses lead to is programmed. */
    boolean able(String router, boolean able);

    /** A thing that a virtual router tracks says something. */
    boolean track(String router, String thing, Track track);

    /** A virtual router gives its role to a peer, if it has it. */
    boolean switchOver(String router);

    /** Whether there is a thread that does what is asked; false also before the first virtual router. */
    boolean isRunning();

    /** Where each of them is. */
    List<RouterStatus> statuses();

    /** All leave in good order; waits a bounded time for that. */
    @Override
    void close();
}
