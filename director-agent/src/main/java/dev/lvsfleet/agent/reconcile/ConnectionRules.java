package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.drain.Connections;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.ipvs.DestinationStatistics;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.ServiceStatistics;
import java.util.HashMap;
import java.util.Map;

/** Picks from the kernel's statistics what drains are about. */
final class ConnectionRules {

    private ConnectionRules() {}

    /** The connections of every drain that has an entry in the table. */
    static Map<Drain, Connections> left(Drains drains, IpvsStatistics statistics) {
        Map<Drain, Connections> left = new HashMap<>();
        for (Drain drain : drains.running()) {
            ServiceStatistics service = statistics.services().get(TargetCompiler.keyOf(drain.endpoint()));
            DestinationStatistics carried =
                    service == null ? null : service.destinations().get(TargetCompiler.keyOf(drain.server()));
            if (carried != null) {
                left.put(drain, new Connections(carried.active(), carried.inactive(), carried.persistent()));
            }
        }
        return left;
    }
}
