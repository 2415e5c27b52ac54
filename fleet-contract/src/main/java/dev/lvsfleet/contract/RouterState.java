package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A director's part in a virtual router when it reported.
 *
 * @param priority as it counts now, 1 to 255
 * @param since when it got this role, by the node's clock
 * @param reason why it got it, in words
 * @param advertsSent since the agent's start
 * @param advertsReceived since the agent's start, of peers, discarded ones not counted
 * @param discarded how many were not heard since the agent's start, by the reason's word; written in the order of the words
 * @param lastTakeover when it was Active last: how long, by its own measure, nobody had advertised before it held the addresses
 *     and announced them; null before it was
 * @param switchedOver the newest {@link SwitchOver} that made it give the role away; 0 for none since the agent's start
 * @param problem what keeps it from its part, in one sentence; null when nothing does
 */
public record RouterState(
        String name,
        Role role,
        int priority,
        Instant since,
        String reason,
        long advertsSent,
        long advertsReceived,
        Map<String, Long> discarded,
        @Nullable Duration lastTakeover,
        long switchedOver,
        @Nullable String problem) {

    /** A director with a part in a virtual router reports at least this often. */
    public static final Duration PULSE = Duration.ofSeconds(30);

    public RouterState {
        requireNonNull(name, "name is null");
        requireNonNull(role, "role is null");
        requireNonNull(since, "since is null");
        requireNonNull(reason, "reason is null");
        discarded = Collections.unmodifiableMap(new TreeMap<>(discarded));
    }

    /** RFC 9568, section 6.4; a role this reader does not know reads as {@link #UNKNOWN}. */
    public enum Role {
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN,
        /** Takes no part. */
        @JsonProperty("initialize")
        INITIALIZE,
        /** Listens to the Active. */
        @JsonProperty("backup")
        BACKUP,
        /** Holds the addresses. */
        @JsonProperty("active")
        ACTIVE
    }
}
