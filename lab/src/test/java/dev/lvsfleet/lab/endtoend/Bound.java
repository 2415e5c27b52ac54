package dev.lvsfleet.lab.endtoend;

import java.time.Duration;

/** How long the lab's pair may take, by what its virtual routers state: an interval of one second, a lease of five. */
final class Bound {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int LOWEST_PRIORITY = 90;
    private static final int PRIORITIES = 256;

    /**
     * What a lab on a busy machine adds: a dozen JVMs and two guests share its processors with the test, and each look at the two
     * kernels is a command in each, one after the other.
     */
    private static final Duration LOAD = Duration.ofSeconds(8);

    /** Active_Down_Interval, for which a Backup hears nothing before it takes the role: RFC 9568, section 6.1. */
    private static final Duration ACTIVE_DOWN = INTERVAL.multipliedBy(3)
            .plus(INTERVAL.multipliedBy(PRIORITIES - LOWEST_PRIORITY).dividedBy(PRIORITIES));

    /** From the last word of an Active to the next one that has the addresses. */
    static final Duration TAKEOVER = ACTIVE_DOWN.plus(LOAD);

    /** From the last deed of an agent to a kernel without its addresses: docs/vrrp.md, "The lease". */
    static final Duration LEASE = Duration.ofSeconds(5 + 2).plus(LOAD);

    /** From the end of a partition to one Active: the first advertisement that arrives decides. */
    static final Duration HEALED = INTERVAL.plus(LOAD);

    private Bound() {}
}
