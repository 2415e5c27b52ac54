package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;
import org.jspecify.annotations.Nullable;

/**
 * A director group as the operator describes it; its site is for life.
 *
 * @param addresses how its directors hold what no virtual router has
 * @param syncId 0 to 255, of the sync daemons by which its directors tell each other of connections; null for none
 */
record DirectorGroup(
        String name,
        String site,
        String description,
        Holding addresses,
        @Nullable Integer syncId) {

    static DirectorGroup read(FieldReader body, String inPath) {
        body.ignore("version", "revision", "virtualRouters");
        return new DirectorGroup(
                Name.of(body, inPath),
                body.required("site", Name::parse, ""),
                Name.description(body),
                body.optional("addresses", Holding::parse, Holding.ELECTED),
                body.nested("connectionSync", sync -> sync.requiredInt("syncId", 0, 255))
                        .orElse(null));
    }
}
