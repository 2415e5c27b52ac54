package dev.lvsfleet.controlplane.director;

import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;
import java.util.regex.Pattern;

/**
 * A director as the operator describes it.
 *
 * @param networkInterface the interface that carries the virtual addresses, for example {@code eth0}
 */
record Director(String name, String group, String networkInterface) {

    /** What the kernel takes as an interface's name ({@code dev_valid_name}), less the characters nobody uses. */
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.@-]{1,15}");

    static Director read(FieldReader body, String inPath) {
        body.ignore("version", "revision", "desiredRevision", "appliedRevision", "lastReport");
        return new Director(
                Name.of(body, inPath),
                body.required("group", Name::parse, ""),
                body.required("networkInterface", Director::interfaceName, ""));
    }

    private static String interfaceName(String text) {
        if (!INTERFACE.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("Must be an interface name: 1 to 15 letters, digits and any of _ . @ -");
        }
        return text;
    }
}
