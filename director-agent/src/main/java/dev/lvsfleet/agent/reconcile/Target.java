package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.Set;

/**
 * What the kernel must hold, in the kernel's terms.
 *
 * @param table without the real servers that health took out
 * @param claims with them: they stay ours while they are out, so that health changes no file of ownership
 * @param policy how entries of others are treated
 */
public record Target(IpvsTable table, IpvsTable claims, Set<DesiredAddress> addresses, TablePolicy policy) {

    public Target {
        addresses = Set.copyOf(addresses);
    }

    /** One that adopts what is there and leaves what is not ours. */
    public Target(IpvsTable table, IpvsTable claims, Set<DesiredAddress> addresses) {
        this(table, claims, addresses, TablePolicy.DEFAULT);
    }

    /** The same under another policy. */
    Target under(TablePolicy other) {
        return new Target(table, claims, addresses, other);
    }
}
