package dev.lvsfleet.controlplane.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.controlplane.problem.Problem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list in the order of its names.
 *
 * @param next what to pass as {@code after} for the following page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /** The page from rows of which one more than the limit was asked for. */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, String> name, Function<R, T> view) {
        List<R> page = rows.subList(0, Math.min(limit, rows.size()));
        return new Page<>(page.stream().map(view).toList(), rows.size() > limit ? name.apply(page.getLast()) : null);
    }

    /** The limit itself.
     *
     * @throws dev.lvsfleet.controlplane.problem.ProblemException unless it is a whole number from 1 to 500 */
    public static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // falls through to the same refusal
        }
        throw Problem.invalid("limit", "Must be a whole number from 1 to " + LIMIT + ", " + Given.was(text) + ".")
                .exception();
    }
}
