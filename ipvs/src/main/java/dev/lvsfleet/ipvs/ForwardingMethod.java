package dev.lvsfleet.ipvs;

/** How a packet reaches a destination. Source: {@code IP_VS_CONN_F_*} in {@code include/uapi/linux/ip_vs.h}. */
public enum ForwardingMethod {
    MASQUERADE(0),
    TUNNEL(2),
    DIRECT_ROUTE(3);

    private final int code;

    ForwardingMethod(int code) {
        this.code = code;
    }

    /** The value of {@code IPVS_DEST_ATTR_FWD_METHOD}. */
    public int code() {
        return code;
    }
}
