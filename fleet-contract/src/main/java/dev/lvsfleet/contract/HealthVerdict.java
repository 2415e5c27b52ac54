package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * The judgement of one probe target, sent when it changes and only then; it stands until the next one.
 *
 * @param schema {@link #SCHEMA}
 * @param target the {@link ProbeTarget#id()}
 * @param decidedAt when the judgement changed; for display
 * @param evidence what the deciding probe saw, in words
 * @param vantage the name of the prober
 */
public record HealthVerdict(
        int schema, String target, Health health, Instant decidedAt, String evidence, String vantage)
        implements ContractRecord {

    public static final int SCHEMA = 1;

    public HealthVerdict {
        requireNonNull(target, "target is null");
        requireNonNull(health, "health is null");
        requireNonNull(decidedAt, "decidedAt is null");
        requireNonNull(evidence, "evidence is null");
        requireNonNull(vantage, "vantage is null");
    }

    /** What a target is judged to be; a target nobody has judged has no verdict at all. */
    public enum Health {
        @JsonProperty("up")
        UP,
        @JsonProperty("down")
        DOWN
    }

    @Override
    public String key() {
        return target;
    }
}
