package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.Set;

/**
 * What the kernel must hold, in the kernel's terms.
 *
 * @param table without the real servers that health took out
 * @param claims with them: they stay ours while they are out, so that health changes no file of ownership
 */
public record Target(IpvsTable table, IpvsTable claims, Set<DesiredAddress> addresses) {

    public Target {
        addresses = Set.copyOf(addresses);
    }
}
