package dev.lvsfleet.controlplane.director;

import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.contract.TablePolicy.Existing;
import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Given;
import dev.lvsfleet.controlplane.body.Name;
import java.util.Arrays;

/**
 * A director as the operator describes it.
 *
 * @param networkInterface the interface that carries the virtual addresses, for example {@code eth0}
 * @param table how entries of its IPVS table that others made are treated
 */
record Director(String name, String group, String networkInterface, TablePolicy table) {

    static Director read(FieldReader body, String inPath) {
        body.ignore("version", "revision", "desiredRevision", "appliedRevision", "lastReport");
        return new Director(
                Name.of(body, inPath),
                body.required("group", Name::parse, ""),
                body.required("networkInterface", Director::interfaceName, ""),
                new TablePolicy(
                        body.optional("existing", Director::existing, Existing.ADOPT),
                        body.optionalBoolean("exclusive", false)));
    }

    private static Existing existing(String text) {
        return Arrays.stream(Existing.values())
                .filter(it -> it.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Must be adopt or leave, " + Given.was(text) + "."));
    }

    private static String interfaceName(String text) {
        if (!InterfaceName.isValid(text)) {
            throw new IllegalArgumentException(
                    "Must be an interface name: 1 to 15 letters, digits and any of _ . @ -, a letter or digit first");
        }
        return text;
    }
}
