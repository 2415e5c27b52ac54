package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which entries of others an exclusive node deletes in one pass: real servers first, then whole services, as many of
 * each as the budget lets; the rest has its turn in the passes that follow. What the value model cannot express stays.
 */
final class ExclusiveRules {

    private ExclusiveRules() {}

    /** Nothing that is desired is among them: what is left to others by policy stays. */
    static List<IpvsOperation> removals(IpvsPlan plan, IpvsTable wanted, IpvsTable present, DeletionBudget budget) {
        List<IpvsOperation> removals = new ArrayList<>();
        int destinations = present.services().values().stream()
                .mapToInt(it -> it.destinations().size())
                .sum();
        plan.foreignDestinations().stream()
                .filter(it -> !isWanted(it, wanted))
                .limit(budget.of(destinations))
                .forEach(it -> removals.add(new DeleteDestination(it.service(), it.destination())));
        plan.foreignServices().stream()
                .filter(key -> !wanted.services().containsKey(key) && isExpressible(key, present))
                .limit(budget.of(present.services().size()))
                .forEach(key -> removals.add(new DeleteService(key)));
        return removals;
    }

    private static boolean isWanted(OwnedDestination it, IpvsTable wanted) {
        ServiceEntry entry = wanted.services().get(it.service());
        return entry != null && entry.destinations().containsKey(it.destination());
    }

    private static boolean isExpressible(ServiceKey key, IpvsTable present) {
        ServiceEntry entry = present.services().get(key);
        return entry != null && !entry.holdsInexpressible();
    }
}
