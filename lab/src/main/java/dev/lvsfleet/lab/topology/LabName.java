package dev.lvsfleet.lab.topology;

import java.util.regex.Pattern;

/**
 * The name of a lab, so that several can stand on one machine.
 *
 * @param value 1 to 12 lower-case letters and digits
 */
public record LabName(String value) {

    private static final String USUAL = "lab";
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]{1,12}");

    public LabName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A lab's name is 1 to 12 lower-case letters and digits, not \"" + value + "\"");
        }
    }

    /** The name that {@code LVSFLEET_LAB} gives, else {@code lab}. */
    public static LabName fromEnvironment() {
        String told = System.getenv("LVSFLEET_LAB");
        return new LabName(told == null || told.isBlank() ? USUAL : told);
    }

    /** What a person types to start this lab, wherever {@code LVSFLEET_LAB} is not set. */
    public String upCommand() {
        return value.equals(USUAL) ? "./fleet lab up" : "./fleet lab --lab " + value + " up";
    }

    /** The network namespace of a node of this lab. */
    public String namespace(String node) {
        return prefix() + node;
    }

    /** How the names of all this lab's namespaces begin, and no other lab's. */
    public String prefix() {
        return "lvsfleet." + value + ".";
    }
}
