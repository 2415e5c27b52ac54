package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the outer header protects a tunnelled packet.
 *
 * <p>Source: {@code IP_VS_TUNNEL_ENCAP_FLAG_*} of {@code linux/ip_vs.h}.
 */
public enum TunnelChecksum {
    @JsonProperty("none")
    NONE,
    @JsonProperty("csum")
    CSUM,
    /** The real server computes the inner checksum that the sender left to its network card. */
    @JsonProperty("remcsum")
    REMCSUM
}
