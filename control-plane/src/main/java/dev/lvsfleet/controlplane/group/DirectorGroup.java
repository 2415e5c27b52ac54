package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;

/** A director group as the operator describes it; its site is for life. */
record DirectorGroup(String name, String site, String description) {

    static DirectorGroup read(FieldReader body, String inPath) {
        body.ignore("version", "revision");
        return new DirectorGroup(Name.of(body, inPath), body.required("site", Name::parse, ""), Name.description(body));
    }
}
