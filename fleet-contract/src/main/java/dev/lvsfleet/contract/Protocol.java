package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The transport protocol of a virtual service; the kernel takes others too and does not balance them. */
public enum Protocol {
    @JsonProperty("tcp")
    TCP,
    @JsonProperty("udp")
    UDP,
    @JsonProperty("sctp")
    SCTP
}
