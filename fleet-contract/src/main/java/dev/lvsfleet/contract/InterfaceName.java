package dev.lvsfleet.contract;

import java.util.regex.Pattern;

/** The names of network interfaces that the fleet accepts; whoever writes a document and whoever obeys it ask here. */
public final class InterfaceName {

    /** The kernel takes almost anything of at most 15 bytes; the first character keeps options and paths out. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,14}");

    private InterfaceName() {}

    /** Whether it is 1 to 15 letters, digits, underscores, dots, at signs or hyphens, the first a letter or digit. */
    public static boolean isValid(String name) {
        return ACCEPTED.matcher(name).matches();
    }
}
