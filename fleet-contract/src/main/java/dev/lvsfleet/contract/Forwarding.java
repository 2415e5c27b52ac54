package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a director hands a packet to a real server. */
public enum Forwarding {
    /** Direct routing: only the destination MAC address changes; the answer does not pass the director. */
    @JsonProperty("dr")
    DIRECT_ROUTING,

    /** Network address translation: both directions pass the director, and the port may be mapped. */
    @JsonProperty("nat")
    NAT,

    /** Tunnelling: the real server unwraps the packet and answers the client itself. */
    @JsonProperty("tun")
    TUNNEL;

    /** Whether a real server may listen on another port than the virtual service: only NAT rewrites it. */
    public boolean mapsPorts() {
        return this == NAT;
    }
}
