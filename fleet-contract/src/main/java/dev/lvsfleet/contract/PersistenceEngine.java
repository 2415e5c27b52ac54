package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the kernel can tell clients apart by, beyond their address. Source: {@code net/netfilter/ipvs/ip_vs_pe_*}. */
public enum PersistenceEngine {
    /** The Call-ID of SIP over UDP (RFC 3261); other packets of the service are dropped. */
    @JsonProperty("sip")
    SIP
}
