package dev.lvsfleet.ipvs;

/** Whether a client comes back to the destination it had. */
public sealed interface Persistence {

    Persistence NONE = new None();

    /** The longest that every kernel keeps as it was given, and ipvsadm's limit: 31 days. */
    int MOST_SECONDS = 31 * 24 * 60 * 60;

    /** Every connection is scheduled anew. */
    record None() implements Persistence {}

    /**
     * A client's connections go to one destination.
     *
     * @param seconds how long after its last connection, 1 to {@link #MOST_SECONDS}
     * @param prefix how much of a client's address makes it the same client: 0 to 32 bits, of IPv6 1 to 128
     * @param engine the kernel's name for what else tells clients apart, for example {@code sip}; empty for none
     */
    record Sticky(int seconds, int prefix, String engine) implements Persistence {

        public Sticky {
            if (seconds < 1 || seconds > MOST_SECONDS) {
                throw new IllegalArgumentException("persistence of " + seconds + " s is not within 1.." + MOST_SECONDS);
            }
            if (prefix < 0 || prefix > AddressFamily.IPV6.bits()) {
                throw new IllegalArgumentException("persistence for prefixes of " + prefix + " bits is out of range");
            }
            if (engine.length() > IpvsConstants.LONGEST_NAME) {
                throw new IllegalArgumentException("persistence engine '" + engine + "' is longer than 15 characters");
            }
        }

        /** Persistence by addresses alone. */
        public Sticky(int seconds, int prefix) {
            this(seconds, prefix, "");
        }
    }
}
