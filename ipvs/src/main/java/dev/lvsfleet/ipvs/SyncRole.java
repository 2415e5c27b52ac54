package dev.lvsfleet.ipvs;

/** What a sync daemon does; both may run together. Source: {@code IP_VS_STATE_*} in {@code include/uapi/linux/ip_vs.h}. */
public enum SyncRole {
    /** Tells others of this kernel's connections. */
    MASTER(IpvsConstants.STATE_MASTER),

    /** Learns others' connections. */
    BACKUP(IpvsConstants.STATE_BACKUP);

    private final int code;

    SyncRole(int code) {
        this.code = code;
    }

    /** The value of {@code IPVS_DAEMON_ATTR_STATE}. */
    int code() {
        return code;
    }
}
