package dev.lvsfleet.vrrp.simulation;

/** A promise that a run saw broken. */
record Finding(Kind kind, String detail) {

    enum Kind {
        /** A node that is not Active has the addresses. */
        HELD_WITHOUT_ROLE,
        /** A node is Active without having the addresses. */
        ROLE_WITHOUT_ADDRESSES,
        /** A node is Active though it was told that it is not able. */
        ACTIVE_THOUGH_UNABLE,
        /** A node took part though something stands in its way. */
        ACTIVE_THOUGH_OUT,
        /** A node was Active still after a pause in which its peers may have replaced it. */
        ROLE_KEPT_OVER_A_PAUSE,
        /** After quiet, a side that could have an Active has none. */
        NO_ACTIVE,
        /** After quiet, a side has more than one. */
        TWO_ACTIVES,
        /** After quiet, another than the best of all that preempt is Active. */
        WRONG_ACTIVE,
        /** Roles changed though nothing happened. */
        UNREST,
        /** After quiet, somebody still sends to a node that is not the Active. */
        STALE_NEIGHBOUR
    }
}
