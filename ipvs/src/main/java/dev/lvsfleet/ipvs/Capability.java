package dev.lvsfleet.ipvs;

/** Something that not every kernel's IPVS can do; an older one passes over what asks for it without a word. */
public enum Capability {
    /** A tunnelled destination may be of the other IP version than its service (Linux 3.18). */
    DESTINATION_FAMILY,

    /** Every counter has 64 bits (Linux 4.1). */
    WIDE_COUNTERS,

    /** Tunnels by GUE without checksums (Linux 5.2). */
    GUE_TUNNELS,

    /** Tunnels by GRE, and checksums of tunnels (Linux 5.3). */
    GRE_TUNNELS_AND_CHECKSUMS
}
