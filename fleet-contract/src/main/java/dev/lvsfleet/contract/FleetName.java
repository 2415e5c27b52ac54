package dev.lvsfleet.contract;

import java.util.regex.Pattern;

/**
 * What sites, groups, directors, services and vantage points may be called: the names are parts of topics, keys and
 * paths, so whoever gives one and whoever is given one ask here.
 */
public final class FleetName {

    /** The rule in words, to end a sentence with. */
    public static final String RULE =
            "1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";

    /** A label of a host name (RFC 1123, section 2.1), so that a node can be called what its host is called. */
    private static final Pattern ACCEPTED = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private FleetName() {}

    /** Whether it is as {@link #RULE} says. */
    public static boolean isValid(String name) {
        return ACCEPTED.matcher(name).matches();
    }
}
