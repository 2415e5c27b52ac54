package dev.lvsfleet.contract;

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
