package dev.lvsfleet.ipvs;

/**
 * A virtual service's settings, all of which the kernel can change in place.
 *
 * @param scheduler the kernel's name for it, 1 to 15 characters, for example {@code wrr}
 * @param flags {@code IP_VS_SVC_F_*} of the scheduler; without HASHED, which is the kernel's own, and without PERSISTENT,
 *     which follows from the seconds
 * @param persistenceSeconds 0 for none
 * @param persistencePrefix how much of a client's address persistence compares: 0 to 32, 32 for the whole of it
 */
public record VirtualService(
        ServiceKey key, String scheduler, int flags, int persistenceSeconds, int persistencePrefix) {

    public VirtualService {
        if (scheduler.isEmpty() || scheduler.length() > IpvsConstants.LONGEST_NAME) {
            throw new IllegalArgumentException(key + ": scheduler name '" + scheduler + "' is not 1 to 15 characters");
        }
        if (persistenceSeconds < 0 || persistencePrefix < 0 || persistencePrefix > Integer.SIZE) {
            throw new IllegalArgumentException(key + ": persistence of " + persistenceSeconds + " s for prefixes of "
                    + persistencePrefix + " is out of range");
        }
    }

    /** A service without persistence or scheduler flags. */
    public static VirtualService of(ServiceKey key, String scheduler) {
        return new VirtualService(key, scheduler, 0, 0, 32);
    }
}
