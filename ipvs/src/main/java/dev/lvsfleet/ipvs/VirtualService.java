package dev.lvsfleet.ipvs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service's settings, all of which the kernel can change in place.
 *
 * @param scheduler the kernel's name for it, 1 to 15 characters, for example {@code wrr}
 * @param persistence for a service on every port not {@link Persistence#NONE}
 */
public record VirtualService(ServiceKey key, String scheduler, Set<SchedulerFlag> flags, Persistence persistence) {

    public VirtualService {
        if (scheduler.isEmpty() || scheduler.length() > IpvsConstants.LONGEST_NAME) {
            throw new IllegalArgumentException(key + ": scheduler name '" + scheduler + "' is not 1 to 15 characters");
        }
        switch (persistence) {
            case Persistence.None _ -> requirePort(key);
            case Persistence.Sticky sticky -> requirePrefix(key, sticky.prefix());
        }
        EnumSet<SchedulerFlag> sorted = EnumSet.noneOf(SchedulerFlag.class);
        sorted.addAll(flags);
        flags = Collections.unmodifiableSet(sorted);
    }

    /** A service without persistence or scheduler flags. */
    public static VirtualService of(ServiceKey key, String scheduler) {
        return new VirtualService(key, scheduler, Set.of(), Persistence.NONE);
    }

    // By hand, as tables are compared in the agent, too, whose compiler does not look into what a record is given.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof VirtualService it
                        && key.equals(it.key)
                        && scheduler.equals(it.scheduler)
                        && flags.equals(it.flags)
                        && persistence.equals(it.persistence));
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + scheduler.hashCode();
    }

    private static void requirePort(ServiceKey key) {
        if (key instanceof ServiceKey.Endpoint(TransportProtocol _, var _, int port) && port == 0) {
            throw new IllegalArgumentException(key + ": a service on every port takes persistence");
        }
    }

    private static void requirePrefix(ServiceKey key, int prefix) {
        int shortest = switch (key.family()) {
            case IPV4 -> 0;
            case IPV6 -> 1; // the kernel refuses 0
        };
        if (prefix < shortest || prefix > key.family().bits()) {
            throw new IllegalArgumentException(key + ": persistence for prefixes of " + prefix + " bits is not within "
                    + shortest + ".." + key.family().bits());
        }
    }
}
