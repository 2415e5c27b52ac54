package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.VirtualService;
import java.util.List;
import java.util.Set;

/** Decides whether a look at the services and addresses alone shows what is believed to be there. */
final class GlanceRules {

    private GlanceRules() {}

    /**
     * What costs little to look at.
     *
     * @param services those that the value model can express, without what is in them
     */
    record Glance(List<VirtualService> services, Set<DesiredAddress> addresses) {

        Glance {
            services = List.copyOf(services);
            addresses = Set.copyOf(addresses);
        }
    }

    /** Whether nothing that shows is missing, altered or new. */
    static boolean shows(Observation believed, Glance seen) {
        return seen.addresses().equals(believed.addresses())
                && seen.services().size() == believed.table().services().size()
                && seen.services().stream().allMatch(it -> isBelieved(it, believed));
    }

    private static boolean isBelieved(VirtualService seen, Observation believed) {
        ServiceEntry entry = believed.table().services().get(seen.key());
        return entry != null && seen.equals(entry.service());
    }
}
