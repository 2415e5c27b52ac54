package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tunnelled packet travels in. Source: {@code IP_VS_CONN_F_TUNNEL_TYPE_*} of {@code linux/ip_vs.h}. */
public enum Encapsulation {
    /** IP in IP (RFC 2003), or IPv6 around either (RFC 2473). */
    @JsonProperty("ipip")
    IPIP,
    /** GRE (RFC 2784). */
    @JsonProperty("gre")
    GRE,
    /** Generic UDP Encapsulation, to a port of the real server. */
    @JsonProperty("gue")
    GUE;

    /** Whether its header has room for the checksum. */
    public boolean carries(TunnelChecksum checksum) {
        return switch (checksum) {
            case NONE -> true;
            case CSUM -> this != IPIP;
            case REMCSUM -> this == GUE;
        };
    }
}
