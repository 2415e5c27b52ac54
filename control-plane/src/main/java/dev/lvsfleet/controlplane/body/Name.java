package dev.lvsfleet.controlplane.body;

import dev.lvsfleet.contract.FleetName;

/** What sites, groups, directors and services are called: they are parts of topic names, keys and paths. */
public final class Name {

    private Name() {}

    /** The name that the text is, when it is a {@link FleetName}. */
    public static String parse(String text) {
        if (!FleetName.isValid(text)) {
            throw new IllegalArgumentException("Must be " + FleetName.RULE + ".");
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
