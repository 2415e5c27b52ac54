package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.ipvs.IpvsTable;
import java.net.InetAddress;
import java.util.Set;

/**
 * What the kernel must hold, in the kernel's terms.
 *
 * @param table without the real servers that health took out
 * @param claims with them: they stay ours while they are out, so that health changes no file of ownership
 * @param policy how entries of others are treated
 * @param elected addresses that a virtual router brings and takes; even one that was ours before is left alone
 */
public record Target(
        IpvsTable table,
        IpvsTable claims,
        Set<DesiredAddress> addresses,
        TablePolicy policy,
        Set<InetAddress> elected) {

    public Target {
        addresses = Set.copyOf(addresses);
        elected = Set.copyOf(elected);
    }

    /** One that adopts what is there and leaves what is not ours. */
    public Target(IpvsTable table, IpvsTable claims, Set<DesiredAddress> addresses) {
        this(table, claims, addresses, TablePolicy.DEFAULT, Set.of());
    }

    /** The same under another policy. */
    Target under(TablePolicy other) {
        return new Target(table, claims, addresses, other, elected);
    }

    /** The same where virtual routers look after these addresses. */
    Target without(Set<InetAddress> others) {
        return new Target(table, claims, addresses, policy, others);
    }
}
