package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * How a director treats entries of its IPVS table that others made.
 *
 * @param exclusive whether nobody else may have entries: those that are found are deleted, as many at a time as the budget lets
 */
public record TablePolicy(Existing existing, boolean exclusive) {

    public static final TablePolicy DEFAULT = new TablePolicy(Existing.ADOPT, false);

    public TablePolicy {
        requireNonNull(existing, "existing is null");
    }

    /** What becomes of an entry that is desired and was there before, made by somebody else. */
    public enum Existing {
        /** It is taken over, set to what is desired, and deleted when it is desired no more. */
        @JsonProperty("adopt")
        ADOPT,
        /** It stays as it is, and is reported as a conflict. */
        @JsonProperty("leave")
        LEAVE;

        /** As the API has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
