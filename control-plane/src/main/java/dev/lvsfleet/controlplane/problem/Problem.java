package dev.lvsfleet.controlplane.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is not a success (RFC 9457).
 *
 * @param type which {@link ProblemKind}, as a URI
 * @param title the kind in words
 * @param detail what went wrong this time, in a sentence
 * @param errors the wrong fields, every one that was found; absent when no field is to blame
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors) {

    private static final int MOST_NAMED = 5;

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null ? null : List.copyOf(errors);
    }

    /** The same problem with the fields that are to blame. */
    public Problem at(List<FieldError> fields) {
        return new Problem(type, title, status, detail, fields);
    }

    /** The same problem with one field to blame, whose message is the detail. */
    public Problem at(String field) {
        return at(List.of(new FieldError(field, detail)));
    }

    /** To leave the transaction with: nothing of it is kept. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** A request with wrong fields; when it is one, the detail says which, for those who show nothing else. */
    public static Problem invalid(List<FieldError> errors) {
        return ProblemKind.INVALID.because(detail(errors)).at(errors);
    }

    /** A request with one wrong field or parameter. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** A request with fields that disagree with what exists; the detail is the first of it, for those who show nothing else. */
    public static Problem conflict(List<FieldError> errors) {
        int more = errors.size() - 1;
        return ProblemKind.CONFLICT
                .because(sentence(errors.getFirst()) + (more > 0 ? " And " + more + " more." : ""))
                .at(errors);
    }

    private static String detail(List<FieldError> errors) {
        List<String> fields = errors.stream()
                .map(error -> error.field().isEmpty() ? "the body" : error.field())
                .distinct()
                .toList();
        if (fields.size() > 1) {
            int more = fields.size() - MOST_NAMED;
            return fields.size() + " fields of the request are wrong: "
                    + String.join(", ", fields.subList(0, Math.min(fields.size(), MOST_NAMED)))
                    + (more > 0 ? " and " + more + " more." : ".");
        }
        return sentence(errors.getFirst());
    }

    /** With the field as its subject. */
    private static String sentence(FieldError error) {
        return error.field().isEmpty()
                ? error.message()
                : error.field() + ": " + Character.toLowerCase(error.message().charAt(0))
                        + error.message().substring(1);
    }
}
