package dev.lvsfleet.ipvs.plan;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides how an observed table becomes the desired one.
 *
 * <p>What SET can change is never deleted and added again. Only owned entries are deleted; a desired entry that is there
 * already is adopted, whoever made it.
 */
public final class IpvsPlanner {

    private final IpvsTable desired;
    private final IpvsTable observed;
    private final Ownership owned;
    private final List<IpvsOperation> additions = new ArrayList<>();
    private final List<IpvsOperation> destinationRemovals = new ArrayList<>();
    private final List<IpvsOperation> serviceRemovals = new ArrayList<>();
    private final List<ServiceKey> foreignServices = new ArrayList<>();
    private final List<OwnedDestination> foreignDestinations = new ArrayList<>();

    private IpvsPlanner(IpvsTable desired, IpvsTable observed, Ownership owned) {
        this.desired = desired;
        this.observed = observed;
        this.owned = owned;
    }

    /** The plan that, carried out on the observed table, gives the desired one and leaves what is not ours. */
    public static IpvsPlan plan(IpvsTable desired, IpvsTable observed, Ownership owned) {
        return new IpvsPlanner(desired, observed, owned).plan();
    }

    private IpvsPlan plan() {
        desired.services().values().forEach(this::establish);
        observed.services().values().stream()
                .filter(entry -> !desired.services().containsKey(entry.service().key()))
                .forEach(this::retire);
        List<IpvsOperation> removals = new ArrayList<>(destinationRemovals);
        removals.addAll(serviceRemovals);
        return new IpvsPlan(additions, removals, foreignServices, foreignDestinations);
    }

    private void establish(ServiceEntry wanted) {
        ServiceEntry present = observed.services().get(wanted.service().key());
        if (wanted.equals(present)) {
            // Of a large table nearly all is as it should be, and one comparison costs less than looking for what to
            // do, and nothing at all where the two tables share what is equal.
            return;
        }
        if (present == null) {
            additions.add(new AddService(wanted.service()));
        }
        // A scheduler never meets a weight that is lower than both the old and the new one: ovf, dh and sh for example
        // refuse connections while it is. And what takes connections comes before what stops taking them, or the
        // service would have nobody in between.
        establish(wanted, present, destination -> rises(destination, present));
        if (present != null) {
            set(present, wanted);
        }
        establish(wanted, present, destination -> !rises(destination, present) && destination.weight() > 0);
        establish(wanted, present, destination -> !rises(destination, present) && destination.weight() == 0);
        if (present != null) {
            removeDestinations(present, wanted);
        }
    }

    private void set(ServiceEntry present, ServiceEntry wanted) {
        if (!present.service().equals(wanted.service())) {
            additions.add(new SetService(wanted.service()));
        }
    }

    private void establish(ServiceEntry wanted, @Nullable ServiceEntry present, Predicate<Destination> which) {
        for (Destination destination : wanted.destinations().values()) {
            if (which.test(destination)) {
                establish(wanted.service().key(), destination, present);
            }
        }
    }

    private static boolean rises(Destination wanted, @Nullable ServiceEntry present) {
        Destination there = present == null ? null : present.destinations().get(wanted.key());
        return wanted.weight() > 0 && (there == null || there.weight() <= wanted.weight());
    }

    private void establish(ServiceKey service, Destination wanted, @Nullable ServiceEntry present) {
        Destination there = present == null ? null : present.destinations().get(wanted.key());
        if (there == null) {
            additions.add(new AddDestination(service, wanted));
        } else if (!there.equals(wanted)) {
            additions.add(new SetDestination(service, wanted));
        }
    }

    /** Deletes our destinations that are no longer wanted and reports those that are not ours. */
    private void removeDestinations(ServiceEntry present, @Nullable ServiceEntry wanted) {
        ServiceKey service = present.service().key();
        for (Destination destination : present.destinations().values()) {
            if (wanted != null && wanted.destinations().containsKey(destination.key())) {
                continue;
            }
            OwnedDestination entry = new OwnedDestination(service, destination.key());
            if (owned.destinations().contains(entry)) {
                destinationRemovals.add(new DeleteDestination(service, destination.key()));
            } else {
                foreignDestinations.add(entry);
            }
        }
    }

    /** Deletes a service of ours as a whole, unless somebody else's destination would go with it. */
    private void retire(ServiceEntry present) {
        ServiceKey key = present.service().key();
        if (!owned.services().contains(key)) {
            foreignServices.add(key);
        } else if (isOursThroughout(present)) {
            serviceRemovals.add(new DeleteService(key));
        } else {
            removeDestinations(present, null);
        }
    }

    private boolean isOursThroughout(ServiceEntry present) {
        ServiceKey key = present.service().key();
        return !present.holdsInexpressible()
                && present.destinations().keySet().stream()
                        .allMatch(destination -> owned.destinations().contains(new OwnedDestination(key, destination)));
    }
}
