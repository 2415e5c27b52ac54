package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides which addresses come and which go; only owned ones go. */
public final class AddressPlanner {

    private AddressPlanner() {}

    /** In the order of their literals, so that equal inputs give equal plans. */
    public static AddressPlan plan(
            Set<DesiredAddress> desired, Set<DesiredAddress> present, Set<DesiredAddress> owned) {
        Set<DesiredAddress> surplus = new HashSet<>(owned);
        surplus.retainAll(present);
        surplus.removeAll(desired);
        Set<DesiredAddress> missing = new HashSet<>(desired);
        missing.removeAll(present);
        return new AddressPlan(ordered(missing), ordered(surplus));
    }

    private static List<DesiredAddress> ordered(Set<DesiredAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparing(AddressPlan::text))
                .toList();
    }
}
