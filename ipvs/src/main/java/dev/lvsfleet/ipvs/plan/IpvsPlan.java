package dev.lvsfleet.ipvs.plan;

import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.util.ArrayList;
import java.util.List;

/**
 * What to do, in order, and what was left alone.
 *
 * <p>Nothing is deleted before everything is added and set, so the additions may be carried out and their failures weighed
 * before a removal is sent; no prefix of the operations leaves a service that should have backends without any.
 *
 * @param additions services and destinations to add or set
 * @param removals destinations, then whole services to delete
 * @param foreignServices in the kernel, neither desired nor ours
 * @param foreignDestinations in a service that is desired or ours, neither desired nor ours themselves; those that the value
 *     model cannot express are not among them, the dump describes these
 */
public record IpvsPlan(
        List<IpvsOperation> additions,
        List<IpvsOperation> removals,
        List<ServiceKey> foreignServices,
        List<OwnedDestination> foreignDestinations) {

    public IpvsPlan {
        additions = List.copyOf(additions);
        removals = List.copyOf(removals);
        foreignServices = List.copyOf(foreignServices);
        foreignDestinations = List.copyOf(foreignDestinations);
    }

    /** All of it, in order. */
    public List<IpvsOperation> operations() {
        List<IpvsOperation> all = new ArrayList<>(additions);
        all.addAll(removals);
        return List.copyOf(all);
    }

    public boolean isEmpty() {
        return additions.isEmpty() && removals.isEmpty();
    }
}
