package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which addresses come after the table has gained what it needs, and which go before it loses anything.
 *
 * <p>So an address is never on the interface without its services: a packet for a VIP that IPVS does not know would reach
 * the director's own sockets and be reset. Additions come first, or an address that moves to another interface would be
 * nowhere in between.
 */
public record AddressPlan(List<DesiredAddress> additions, List<DesiredAddress> removals) {

    public AddressPlan {
        additions = List.copyOf(additions);
        removals = List.copyOf(removals);
    }

    /** In the order of their literals, so that equal inputs give equal plans. */
    public static AddressPlan between(
            Set<DesiredAddress> desired, Set<DesiredAddress> present, Set<DesiredAddress> owned) {
        Set<DesiredAddress> surplus = new HashSet<>(owned);
        surplus.retainAll(present);
        surplus.removeAll(desired);
        Set<DesiredAddress> missing = new HashSet<>(desired);
        missing.removeAll(present);
        return new AddressPlan(ordered(missing), ordered(surplus));
    }

    public boolean isEmpty() {
        return removals.isEmpty() && additions.isEmpty();
    }

    private static List<DesiredAddress> ordered(Set<DesiredAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparing(AddressPlan::text))
                .toList();
    }

    static String text(DesiredAddress address) {
        return address.address().getHostAddress() + "/" + address.prefixLength() + " on " + address.networkInterface();
    }
}
