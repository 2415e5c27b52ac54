package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;

/** Which attributes a kernel knows; it passes over newer ones without a word, and shows none of them. */
public enum KernelAge {
    /** A destination is of its service's family, counters have 32 bits. */
    LINUX_3_10(IpvsConstants.DEST_ATTR_STATS),

    /** A tunnelled destination may be of the other family. */
    LINUX_3_18(IpvsConstants.DEST_ATTR_ADDR_FAMILY),

    /** Counters of 64 bits. */
    LINUX_4_1(IpvsConstants.DEST_ATTR_STATS64),

    /** Tunnels by GUE. */
    LINUX_5_2(IpvsConstants.DEST_ATTR_TUN_PORT),

    /** Tunnels by GRE, and checksums. */
    LINUX_5_3(IpvsConstants.DEST_ATTR_TUN_FLAGS);

    private final int newestDestinationAttribute;

    KernelAge(int newestDestinationAttribute) {
        this.newestDestinationAttribute = newestDestinationAttribute;
    }

    int newestDestinationAttribute() {
        return newestDestinationAttribute;
    }

    int newestServiceAttribute() {
        return hasWideCounters() ? IpvsConstants.SVC_ATTR_STATS64 : IpvsConstants.SVC_ATTR_PE_NAME;
    }

    boolean hasWideCounters() {
        return newestDestinationAttribute >= IpvsConstants.DEST_ATTR_STATS64;
    }
}
