package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.contract.TablePolicy.Existing;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides what of a target is left to whoever made it first, where the policy says so: what is desired, is in the kernel and is
 * not ours. A service that is left is left with all it has; an address that is there serves, and is not ours to remove later.
 */
final class ConflictRules {

    private ConflictRules() {}

    /**
     * What remains to be done, and what was left, in words.
     *
     * @param left in the order of the target
     */
    record Settlement(Target target, List<String> left) {}

    static Settlement settle(Target target, Observation present, Possessions owned) {
        if (target.policy().existing() == Existing.ADOPT) {
            return new Settlement(target, List.of());
        }
        List<String> left = new ArrayList<>();
        IpvsTable table = without(target.table(), present.table(), owned, left);
        IpvsTable claims = without(target.claims(), present.table(), owned, new ArrayList<>());
        return new Settlement(
                new Target(
                        table,
                        claims,
                        target.addresses().stream()
                                .filter(it -> owned.addresses().contains(it)
                                        || !present.addresses().contains(it))
                                .collect(Collectors.toSet()),
                        target.policy(),
                        target.elected()),
                List.copyOf(left));
    }

    private static IpvsTable without(IpvsTable wanted, IpvsTable present, Possessions owned, List<String> left) {
        Map<ServiceKey, ServiceEntry> kept = new LinkedHashMap<>();
        wanted.services().forEach((key, entry) -> {
            ServiceEntry there = present.services().get(key);
            if (there == null) {
                kept.put(key, entry);
            } else if (!owned.entries().services().contains(key)) {
                left.add(key + " was made by somebody else and is left as it is");
            } else {
                kept.put(key, without(entry, isOthers(there, owned), left));
            }
        });
        return new IpvsTable(kept);
    }

    private static Predicate<DestinationKey> isOthers(ServiceEntry there, Possessions owned) {
        ServiceKey service = there.service().key();
        return key -> there.destinations().containsKey(key)
                && !owned.entries().destinations().contains(new OwnedDestination(service, key));
    }

    private static ServiceEntry without(ServiceEntry entry, Predicate<DestinationKey> isOthers, List<String> left) {
        if (entry.destinations().keySet().stream().noneMatch(isOthers)) {
            return entry;
        }
        entry.destinations().keySet().stream()
                .filter(isOthers)
                .forEach(key -> left.add(
                        entry.service().key() + " -> " + key + " was made by somebody else and is left as it is"));
        return ServiceEntry.of(
                entry.service(),
                entry.destinations().values().stream()
                        .filter(it -> !isOthers.test(it.key()))
                        .toList());
    }
}
