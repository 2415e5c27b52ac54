package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.Finding;
import java.util.List;
import java.util.function.Function;

/** What a check saw, or why it could not look. */
public sealed interface Seen<T> {

    record Known<T>(T value) implements Seen<T> {}

    /**
     * Not seen.
     *
     * @param reason in words
     * @param remedy what it would take
     */
    record Unknown<T>(String reason, String remedy) implements Seen<T> {}

    /** What follows from what was seen, or that the doctor cannot tell. */
    default List<Finding> examine(String check, Function<T, List<Finding>> rules) {
        return switch (this) {
            case Known<T>(T value) -> rules.apply(value);
            case Unknown<T>(String reason, String remedy) ->
                List.of(Code.CANNOT_TELL.info(check, "cannot tell, because " + reason, remedy));
        };
    }
}
