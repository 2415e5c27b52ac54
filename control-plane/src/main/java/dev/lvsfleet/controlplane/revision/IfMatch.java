package dev.lvsfleet.controlplane.revision;

import dev.lvsfleet.controlplane.problem.ProblemKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The condition on a change: only if it is still the version that the caller has seen (RFC 9110, section 13.1.1). */
public sealed interface IfMatch {

    /** No condition was given. */
    record Missing() implements IfMatch {}

    /** {@code *}: whatever version it is, as long as it exists. */
    record Any() implements IfMatch {}

    /** A list of strong entity tags. */
    record Tags(String header) implements IfMatch {}

    /** The header's condition. */
    static IfMatch parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Missing();
        }
        return header.strip().equals("*") ? new Any() : new Tags(header);
    }

    /** The condition on a replacement, which has to be given. */
    static IfMatch required(@Nullable String header) {
        IfMatch condition = parse(header);
        if (condition instanceof Missing) {
            throw ProblemKind.PRECONDITION_REQUIRED
                    .because("A replacement needs If-Match with the ETag that was read, or * to overwrite anything.")
                    .exception();
        }
        return condition;
    }

    /**
     * Lets the change go on.
     *
     * @throws dev.lvsfleet.controlplane.problem.ProblemException when the condition does not hold for this version
     */
    default void check(long version) {
        boolean holds = switch (this) {
            case Missing() -> true;
            case Any() -> true;
            case Tags(String header) ->
                Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag(version)::equals);
        };
        if (!holds) {
            throw ProblemKind.STALE
                    .because("The version is now " + tag(version) + ": read it again and repeat the change.")
                    .exception();
        }
    }

    /** The strong entity tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }
}
