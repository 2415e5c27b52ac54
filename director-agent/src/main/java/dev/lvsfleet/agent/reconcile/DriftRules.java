package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what was believed to be in the kernel with what is: names every owned thing that is missing or altered. */
public final class DriftRules {

    private DriftRules() {}

    /** In the order of the believed table, addresses last; empty when nothing of ours was touched. */
    public static List<Drift> between(Observation believed, Observation observed, Possessions owned) {
        if (observed.equals(believed)) { // the usual case, which should cost little
            return List.of();
        }
        List<Drift> drifts = new ArrayList<>();
        for (Map.Entry<ServiceKey, ServiceEntry> it :
                believed.table().services().entrySet()) {
            if (owned.entries().services().contains(it.getKey())) {
                service(it.getValue(), observed, owned, drifts);
            }
        }
        drifts.addAll(missing(believed.addresses(), observed.addresses(), owned));
        return List.copyOf(drifts);
    }

    /** Every owned address that was believed to be there and is not. */
    static List<Drift> missing(Set<DesiredAddress> believed, Set<DesiredAddress> observed, Possessions owned) {
        return believed.stream()
                .filter(owned.addresses()::contains)
                .filter(address -> !observed.contains(address))
                .map(address -> new Drift(
                        address.address().getHostAddress(),
                        "the address was missing from " + address.networkInterface()))
                .toList();
    }

    private static void service(ServiceEntry believed, Observation observed, Possessions owned, List<Drift> drifts) {
        ServiceKey key = believed.service().key();
        ServiceEntry found = observed.table().services().get(key);
        if (found == null) {
            int destinations = believed.destinations().size();
            drifts.add(new Drift(key.toString(), "the service was missing with its " + destinations + " destinations"));
            return;
        }
        if (!found.service().equals(believed.service())) {
            drifts.add(new Drift(
                    key.toString(),
                    "the service was altered to scheduler " + found.service().scheduler()));
        }
        for (Map.Entry<DestinationKey, Destination> it : believed.destinations().entrySet()) {
            if (owned.entries().destinations().contains(new OwnedDestination(key, it.getKey()))) {
                destination(key, it.getValue(), found, drifts);
            }
        }
    }

    private static void destination(ServiceKey service, Destination believed, ServiceEntry found, List<Drift> drifts) {
        Destination now = found.destinations().get(believed.key());
        if (now == null) {
            drifts.add(new Drift(service.toString(), "destination " + believed.key() + " was missing"));
        } else if (!now.equals(believed)) {
            drifts.add(new Drift(
                    service.toString(),
                    "destination " + believed.key() + " was altered from weight " + believed.weight() + " "
                            + believed.forwarding() + " to weight " + now.weight() + " " + now.forwarding()));
        }
    }
}
