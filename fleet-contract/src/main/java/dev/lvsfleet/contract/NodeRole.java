package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a node does for the fleet; an agent obeys only documents of its own role. */
public enum NodeRole {
    /** Balances: holds virtual addresses and an IPVS table. */
    @JsonProperty("director")
    DIRECTOR,

    /** Serves: takes the packets that directors hand over. */
    @JsonProperty("real-server")
    REAL_SERVER;

    /** The word on the wire and in settings. */
    public String word() {
        return switch (this) {
            case DIRECTOR -> "director";
            case REAL_SERVER -> "real-server";
        };
    }
}
