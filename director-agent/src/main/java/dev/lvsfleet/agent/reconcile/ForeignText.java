package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import java.util.ArrayList;
import java.util.List;

/** Names entries that are not ours, one way everywhere. */
final class ForeignText {

    private ForeignText() {}

    /** Those that a plan left alone and those that it could not even express; the list may be changed. */
    static List<String> of(IpvsPlan plan, Observation present) {
        List<String> foreign = new ArrayList<>(present.notUnderstood());
        plan.foreignServices().forEach(key -> foreign.add(key.toString()));
        plan.foreignDestinations().forEach(it -> foreign.add(it.service() + " -> " + it.destination()));
        return foreign;
    }

    /** The entry that a deletion is about. */
    static String of(IpvsOperation deletion) {
        return deletion instanceof DeleteDestination(ServiceKey service, DestinationKey destination)
                ? service + " -> " + destination
                : deletion.serviceKey().toString();
    }

    static boolean isGone(IpvsOperation deletion, IpvsTable now) {
        ServiceEntry entry = now.services().get(deletion.serviceKey());
        return switch (deletion) {
            case DeleteDestination(ServiceKey _, DestinationKey destination) ->
                entry == null || !entry.destinations().containsKey(destination);
            case DeleteService _ -> entry == null;
            case IpvsOperation.AddService _,
                    IpvsOperation.SetService _,
                    IpvsOperation.AddDestination _,
                    IpvsOperation.SetDestination _ -> false;
        };
    }
}
