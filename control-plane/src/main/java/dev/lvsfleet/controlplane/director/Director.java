package dev.lvsfleet.controlplane.director;

import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;

/**
 * A director as the operator describes it.
 *
 * @param networkInterface the interface that carries the virtual addresses, for example {@code eth0}
 */
record Director(String name, String group, String networkInterface) {

    static Director read(FieldReader body, String inPath) {
        body.ignore("version", "revision", "desiredRevision", "appliedRevision", "lastReport");
        return new Director(
                Name.of(body, inPath),
                body.required("group", Name::parse, ""),
                body.required("networkInterface", Director::interfaceName, ""));
    }

    private static String interfaceName(String text) {
        if (!InterfaceName.isValid(text)) {
            throw new IllegalArgumentException(
                    "Must be an interface name: 1 to 15 letters, digits and any of _ . @ -, a letter or digit first");
        }
        return text;
    }
}
