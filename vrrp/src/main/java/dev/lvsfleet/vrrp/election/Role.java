package dev.lvsfleet.vrrp.election;

/** What a virtual router is on this node. Source: RFC 9568, section 6.4. */
public enum Role {
    /** Takes no part: stopped, or something it needs is broken. */
    INITIALIZE,
    /** Listens to the Active, and takes the role when that is silent. */
    BACKUP,
    /** Holds the addresses and says so. */
    ACTIVE
}
