package dev.lvsfleet.controlplane.body;

import java.util.regex.Pattern;

/** What sites, groups, directors and services are called: they are parts of topic names, keys and paths. */
public final class Name {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Name() {}

    /** The name that the text is: 1 to 63 lower-case letters, digits and inner hyphens. */
    public static String parse(String text) {
        if (!LABEL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.");
        }
        return text;
    }

    /** The body's own name: required on create; on replace it may be left out, or must be the one in the path. */
    public static String of(FieldReader body, String inPath) {
        if (inPath.isEmpty()) {
            return body.required("name", Name::parse, "");
        }
        String name = body.optional("name", Name::parse, inPath);
        if (!name.equals(inPath)) {
            body.error("name", "Cannot be changed: it is " + inPath + ".");
        }
        return inPath;
    }

    /** Free text of at most 500 characters; empty when absent. */
    public static String description(FieldReader body) {
        return body.optional("description", Name::bounded, "");
    }

    private static String bounded(String text) {
        if (text.length() > 500 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Must be at most 500 characters on one line.");
        }
        return text;
    }
}
