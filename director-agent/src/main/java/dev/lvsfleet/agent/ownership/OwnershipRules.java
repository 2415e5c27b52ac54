package dev.lvsfleet.agent.ownership;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides what is owned around a change: everything desired from before it on, whether it is about to be created or was
 * there already (adoption); and after it only what is desired or still there.
 *
 * <p>A crash in between leaves a claim on something that does not exist, which the next pass drops, and never something
 * of ours that nobody claims.
 */
public final class OwnershipRules {

    private OwnershipRules() {}

    /** The same without these addresses, which somebody else looks after from now on. */
    public static Possessions without(Possessions owned, Set<InetAddress> elected) {
        if (owned.addresses().stream().noneMatch(it -> elected.contains(it.address()))) {
            return owned;
        }
        Set<DesiredAddress> addresses = new HashSet<>(owned.addresses());
        addresses.removeIf(it -> elected.contains(it.address()));
        return new Possessions(owned.entries(), addresses);
    }

    /** What must be on disk before the first operation. */
    public static Possessions claimed(Possessions owned, IpvsTable desired, Set<DesiredAddress> desiredAddresses) {
        return claimed(owned, IpvsTable.EMPTY, desired, desiredAddresses);
    }

    /** The same in less time.
     *
     * @param covered entries that are known to be owned with all they hold, so that they need not be looked up */
    public static Possessions claimed(
            Possessions owned, IpvsTable covered, IpvsTable desired, Set<DesiredAddress> desiredAddresses) {
        if (covers(owned, covered, desired, desiredAddresses)) {
            return owned;
        }
        Set<ServiceKey> services = new HashSet<>(owned.entries().services());
        Set<OwnedDestination> destinations = new HashSet<>(owned.entries().destinations());
        for (ServiceEntry entry : desired.services().values()) {
            ServiceKey service = entry.service().key();
            services.add(service);
            entry.destinations().keySet().forEach(key -> destinations.add(new OwnedDestination(service, key)));
        }
        Set<DesiredAddress> addresses = new HashSet<>(owned.addresses());
        addresses.addAll(desiredAddresses);
        return new Possessions(new Ownership(services, destinations), addresses);
    }

    /**
     * Whether what is owned is no more than this, which it is known to cover: then nothing can lapse, and numbers say so.
     *
     * @param desired nothing but what is owned
     */
    public static boolean isNoMoreThan(IpvsTable desired, Set<DesiredAddress> desiredAddresses, Possessions owned) {
        int destinations = 0;
        for (ServiceEntry entry : desired.services().values()) {
            destinations += entry.destinations().size();
        }
        return owned.entries().services().size() == desired.services().size()
                && owned.entries().destinations().size() == destinations
                && owned.addresses().size() == desiredAddresses.size();
    }

    /** What remains owned when the table and the addresses are as given; a claim on what is neither desired nor there lapses. */
    public static Possessions remaining(
            Possessions claimed,
            IpvsTable desired,
            Set<DesiredAddress> desiredAddresses,
            IpvsTable present,
            Set<DesiredAddress> presentAddresses) {
        Ownership entries = claimed.entries();
        boolean nothingLapses = entries.services().stream().allMatch(it -> has(desired, it) || has(present, it))
                && entries.destinations().stream().allMatch(it -> has(desired, it) || has(present, it))
                && claimed.addresses().stream()
                        .allMatch(it -> desiredAddresses.contains(it) || presentAddresses.contains(it));
        if (nothingLapses) {
            return claimed;
        }
        Set<ServiceKey> services = new HashSet<>(claimed.entries().services());
        services.removeIf(key -> !has(desired, key) && !has(present, key));
        Set<OwnedDestination> destinations = new HashSet<>(claimed.entries().destinations());
        destinations.removeIf(it -> !has(desired, it) && !has(present, it));
        Set<DesiredAddress> addresses = new HashSet<>(claimed.addresses());
        addresses.removeIf(it -> !desiredAddresses.contains(it) && !presentAddresses.contains(it));
        return new Possessions(new Ownership(services, destinations), addresses);
    }

    /** The usual case, a change of weights, claims nothing new and should cost nothing. */
    private static boolean covers(
            Possessions owned, IpvsTable covered, IpvsTable desired, Set<DesiredAddress> desiredAddresses) {
        return owned.addresses().containsAll(desiredAddresses)
                && desired.services().values().stream()
                        .allMatch(entry -> entry.equals(
                                        covered.services().get(entry.service().key()))
                                || covers(owned.entries(), entry));
    }

    private static boolean covers(Ownership owned, ServiceEntry entry) {
        ServiceKey service = entry.service().key();
        return owned.services().contains(service)
                && entry.destinations().keySet().stream()
                        .allMatch(key -> owned.destinations().contains(new OwnedDestination(service, key)));
    }

    private static boolean has(IpvsTable table, ServiceKey key) {
        return table.services().containsKey(key);
    }

    private static boolean has(IpvsTable table, OwnedDestination owned) {
        ServiceEntry entry = table.services().get(owned.service());
        DestinationKey key = owned.destination();
        return entry != null && entry.destinations().containsKey(key);
    }
}
