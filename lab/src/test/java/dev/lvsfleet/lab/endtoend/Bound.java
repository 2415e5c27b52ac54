package dev.lvsfleet.lab.endtoend;

import java.time.Duration;

/**
 * How long the lab's pair may take, by what its virtual routers state: an interval of one second, a lease of five.
 *
 * <p>What the test itself sees is bounded with much room for a busy machine. What a director measured of its own takeover is
 * not: it is in its event, see {@link Timeline.Event#gap}.
 */
final class Bound {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int LOWEST_PRIORITY = 90;
    private static final int PRIORITIES = 256;

    /**
     * What a lab on a busy machine adds: a dozen JVMs and two guests share its processors with the test, and each look at the two
     * kernels is a command in each, one after the other.
     */
    private static final Duration LOAD = Duration.ofSeconds(8);

    /**
     * What a director may add by its own measure: a Backup that runs later than one interval after its deadline looks once more
     * instead of taking the role (docs/vrrp.md), and a guest that is that slow is not what these tests are about.
     */
    private static final Duration GUEST = INTERVAL;

    /** Skew_Time, for which a Backup waits after a last word: RFC 9568, section 6.1. */
    private static final Duration SKEW =
            INTERVAL.multipliedBy(PRIORITIES - LOWEST_PRIORITY).dividedBy(PRIORITIES);

    /** No Backup takes the role of one that it still hears, or sooner than this after its last word. */
    static final Duration PATIENCE = INTERVAL.multipliedBy(3);

    /** Active_Down_Interval, for which a Backup hears nothing before it takes the role: RFC 9568, section 6.1. */
    private static final Duration ACTIVE_DOWN = PATIENCE.plus(SKEW);

    /** By the new Active's own measure: from the last word of one that fell silent to the announcement of the addresses. */
    static final Duration SILENCE = ACTIVE_DOWN.plus(GUEST);

    /** By the same measure, when the former Active said that it leaves. */
    static final Duration HANDOVER = SKEW.plus(GUEST);

    /** From the last word of an Active to the next one that has the addresses. */
    static final Duration TAKEOVER = ACTIVE_DOWN.plus(LOAD);

    /** From the last deed of an agent to a kernel without its addresses: docs/vrrp.md, "The lease". */
    static final Duration LEASE = Duration.ofSeconds(5 + 2).plus(LOAD);

    /** From the end of a partition to one Active: the first advertisement that arrives decides. */
    static final Duration HEALED = INTERVAL.plus(LOAD);

    private Bound() {}
}
