package dev.lvsfleet.vrrp.election;

/** Why a role changed. */
public enum Reason {
    /** Nothing stands in the way of taking part any more. */
    STARTED,
    /** The addresses are this node's own (priority 255): it waits for nobody. */
    OWNER,
    /** The Active, if there was one, was not heard for the whole Active_Down_Interval. */
    ACTIVE_SILENT,
    /** The Active gave the role up with priority 0. */
    ACTIVE_LEFT,
    /** The Active's priority was lower, and this node preempts. */
    PREEMPTED,
    /** Another Active was heard, with a higher priority. */
    HIGHER_PRIORITY,
    /** Another Active was heard, with the same priority and a higher address. */
    HIGHER_ADDRESS,
    /** This node was late by more than the peers wait: one of them may be Active already. */
    STALLED,
    /** What the addresses lead to is not programmed here. */
    NOT_ABLE,
    /** The operator gave the role to a peer. */
    SWITCH_OVER,
    /** The interface is down. */
    LINK_DOWN,
    /** Something tracked, without which this node must not be Active, is broken. */
    TRACKED_FAULT,
    /** Another member of the sync group takes no part. */
    GROUP_FAULT,
    /** Another member of the sync group lost the role. */
    GROUP_YIELDED,
    /** The virtual router was stopped. */
    STOPPED
}
