package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The transport protocol of a virtual service. */
public enum Protocol {
    @JsonProperty("tcp")
    TCP
}
