package dev.lvsfleet.controlplane.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a text is not a body of ours, for whoever wrote the text: nothing of the parser's own words. Pure. */
final class JsonFault {

    static final int DEEPEST = 16;

    private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("Unrecognized token '(.*?)'(?:: was expecting .*)?", Pattern.DOTALL);
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected (?:character|close marker) \\(?'(.)'.*", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("Illegal unquoted character .*", Pattern.DOTALL);

    private JsonFault() {}

    /** What is wrong, where, and why. */
    static String sentence(JsonProcessingException fault) {
        String where = where(fault.getLocation());
        return switch (fault) {
            case StreamConstraintsException limit -> limit(limit.getOriginalMessage());
            case JsonEOFException _ -> "The body is not JSON: it ends before what it began is closed" + where + ".";
            case MismatchedInputException _ ->
                "The body is more than one JSON value: something follows after its end" + where + ".";
            default -> grammar(fault.getOriginalMessage(), where);
        };
    }

    private static String limit(String message) {
        return message.startsWith("Document nesting depth")
                ? "The body is nested deeper than " + DEEPEST + " levels."
                : "The body has a name, a text or a number that is longer than anything here may be.";
    }

    private static String grammar(String message, String where) {
        Matcher twice = TWICE.matcher(message);
        if (twice.matches()) {
            return "The body has the property " + Given.quoted(twice.group(1)) + " twice in one object" + where
                    + ": which of the two is meant, nobody knows.";
        }
        String why = "it cannot be read";
        Matcher token = TOKEN.matcher(message);
        Matcher character = CHARACTER.matcher(message);
        if (token.matches()) {
            why = Given.quoted(token.group(1)) + " is no value (text is in double quotes)";
        } else if (CONTROL.matcher(message).matches()) {
            why = "a text goes over the end of its line, or has another control character in it";
        } else if (character.matches()) {
            why = Given.quoted(character.group(1)) + " cannot be there" + hint(message);
        }
        return "The body is not JSON: " + why + where + ".";
    }

    /** What is usually missing, as far as the parser says it in words of JSON. */
    private static String hint(String message) {
        if (message.contains("double-quote to start field name")) {
            return " (a property's name is in double quotes, and none follows after the last comma)";
        }
        if (message.contains("was expecting comma")) {
            return " (a comma is missing before it)";
        }
        return message.contains("colon") ? " (a colon follows after a property's name)" : "";
    }

    /** Where the parser stood; it does not know when a limit such as that of nesting was passed. */
    private static String where(@Nullable JsonLocation at) {
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
