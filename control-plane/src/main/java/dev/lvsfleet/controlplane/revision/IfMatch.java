package dev.lvsfleet.controlplane.revision;

import dev.lvsfleet.controlplane.body.Given;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The condition on a change: only if it is still the version that the caller has seen (RFC 9110, section 13.1.1). */
public sealed interface IfMatch {

    /** No condition was given. */
    record Missing() implements IfMatch {}

    /** {@code *}: whatever version it is, as long as it exists. */
    record Any() implements IfMatch {}

    /** A list of strong entity tags. */
    record Tags(Set<String> tags) implements IfMatch {

        private static final Pattern TAG = Pattern.compile("\"[!#-~\\x80-\\xff]*\"");

        /** A list may have empty elements (RFC 9110, section 5.6.1.2). */
        private static final Pattern LIST = Pattern.compile("[\\s,]*" + TAG + "(\\s*,[\\s,]*" + TAG + ")*[\\s,]*");

        public Tags {
            tags = Set.copyOf(tags);
        }

        /** A weak tag never matches here, and no answer has one: whoever sends one has made a mistake, not read too early. */
        private static Tags parse(String header) {
            if (!LIST.matcher(header).matches()) {
                throw ProblemKind.INVALID
                        .because("If-Match must be a quoted tag, like \"9\", or *, " + Given.was(header) + ".")
                        .exception();
            }
            return new Tags(
                    TAG.matcher(header).results().map(MatchResult::group).collect(Collectors.toSet()));
        }
    }

    /**
     * The header's condition.
     *
     * @throws dev.lvsfleet.controlplane.problem.ProblemException when it is none: a tag without quotes, or a weak one
     */
    static IfMatch parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Missing();
        }
        return header.strip().equals("*") ? new Any() : Tags.parse(header);
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
            case Tags(Set<String> tags) -> tags.contains(tag(version));
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
