package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.List;
import java.util.Set;

/**
 * What the kernel holds: as read from it, or as believed from what was read and done since.
 *
 * @param notUnderstood entries the value model cannot express, in words; always somebody else's
 */
public record Observation(IpvsTable table, Set<DesiredAddress> addresses, List<String> notUnderstood) {

    public Observation {
        addresses = Set.copyOf(addresses);
        notUnderstood = List.copyOf(notUnderstood);
    }

    /** The same, of which the table is made of another's entries wherever those are equal. */
    Observation sharing(IpvsTable other) {
        return new Observation(table.sharing(other), addresses, notUnderstood);
    }
}
