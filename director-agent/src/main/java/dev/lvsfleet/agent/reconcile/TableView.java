package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel's table is after a pass, beside what it is meant to be.
 *
 * @param effective what is in effect; empty while no document is in force
 * @param wanted what the table shall hold, without what is left to others
 * @param present what it holds: as read, or as read before and changed since
 * @param addresses those on the node's interfaces
 * @param drains who is on the way out
 * @param reading what everything carries, if the pass read it
 * @param equal whether the kernel equals the document in everything
 */
public record TableView(
        Optional<EffectiveState> effective,
        IpvsTable wanted,
        IpvsTable present,
        Set<DesiredAddress> addresses,
        List<Drain> drains,
        Optional<Reading> reading,
        boolean equal) {

    public TableView {
        addresses = Set.copyOf(addresses);
        drains = List.copyOf(drains);
    }
}
