package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a real server that its health check condemns. */
public enum WhenDown {
    /** It leaves the table, and its connections end. */
    @JsonProperty("remove")
    REMOVE,
    /** It stays with weight 0: the connections it has go on, new ones go elsewhere. */
    @JsonProperty("quiesce")
    QUIESCE
}
