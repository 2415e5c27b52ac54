package dev.lvsfleet.agent.failover;

import dev.lvsfleet.contract.ConnectionSync;
import java.util.Optional;

/** The kernel's sync daemons, as far as the failover loop sees them. Used by its thread alone; must not throw. */
@FunctionalInterface
public interface SyncDaemons {

    /**
     * Has the daemons run that belong to the roles.
     *
     * @param desired empty when none shall run
     * @param active whether this node is Active in a virtual router
     * @param standby whether it is in one without being Active
     */
    void follow(Optional<ConnectionSync> desired, boolean active, boolean standby);
}
