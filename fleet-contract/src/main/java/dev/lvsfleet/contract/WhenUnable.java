package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What becomes of a director's part in an election when it has not been able to program its services for too long. */
public enum WhenUnable {
    /** It takes no part, and an Active gives the role up: with no director able, nobody holds the addresses. */
    @JsonProperty("fault")
    FAULT,
    /** It goes on with priority 1: any other director comes first, but the last one serves what it can. */
    @JsonProperty("lower")
    LOWER;

    /** As the API has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
